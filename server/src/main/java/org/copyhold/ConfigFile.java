package org.copyhold;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import org.copyhold.Config.Account;
import org.copyhold.Config.Listen;
import org.copyhold.Config.Role;
import org.copyhold.Config.Tls;
import org.copyhold.control.job.Limits;
import org.copyhold.control.policy.Policy;
import org.copyhold.control.vault.MissingVault;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A configuration as written: what is absent is null, relative paths are relative. */
record ConfigFile(
        @Nullable Listen listen,
        @Nullable Path data,
        @Nullable Path masterKey,
        @Nullable Tls tls,
        @Nullable Boolean plaintext,
        @Nullable List<Account> accounts,
        @Nullable Map<String, RegionConfig> regions,
        @Nullable Map<String, EndpointConfig> endpoints,
        @Nullable Map<String, DatabaseConfig> databases,
        @Nullable List<ResourceConfig> resources,
        @Nullable List<Role> roles,
        @Nullable MissingVault missingVault,
        @Nullable Numbers limits,
        @Nullable Boolean copyFromCold,
        @Nullable Duration history,
        @Nullable Duration collectEvery,
        @Nullable ScrubConfig scrub,
        @Nullable Boolean readBack,
        @Nullable Integer workers,
        @Nullable Boolean testing,
        @Nullable Boolean metrics,
        @Nullable EventConfig events,
        @Nullable KmsConfig kms) {
    static final ConfigFile EMPTY =
            new ConfigFile(
                    null, null, null, null, null, null, null, null, null, null, null, null, null,
                    null, null, null, null, null, null, null, null, null, null);

    private static final Listen LISTEN = new Listen("127.0.0.1", 8480);
    private static final String ACCOUNT = "123456789012";
    private static final Duration HISTORY = Duration.ofDays(30);
    private static final Duration COLLECT_EVERY = Duration.ofDays(1);
    private static final int WORKERS = 4;
    private static final List<String> REGIONS = List.of("us-east-1", "us-west-2", "eu-west-1");
    private static final Map<String, String> VARIABLES =
            Map.of(
                    "COPYHOLD_LISTEN", "listen",
                    "COPYHOLD_DATA", "data",
                    "COPYHOLD_MASTER_KEY", "masterKey",
                    "COPYHOLD_PLAINTEXT", "plaintext",
                    "COPYHOLD_MISSING_VAULT", "missingVault",
                    "COPYHOLD_HISTORY", "history",
                    "COPYHOLD_COLLECT_EVERY", "collectEvery",
                    "COPYHOLD_WORKERS", "workers",
                    "COPYHOLD_TESTING", "testing",
                    "COPYHOLD_METRICS", "metrics");

    /** What the file says; {@link ConfigException} names the line that cannot be followed. */
    static ConfigFile read(Path file) throws IOException {
        try (var text = Files.newBufferedReader(file);
                var parser = mapper().createParser(text)) {
            if (parser.nextToken() == null) {
                return EMPTY;
            }
            var read = parser.readValueAs(ConfigFile.class);
            if (parser.nextToken() != null) {
                throw new ConfigException(
                        file + ": a second YAML document begins; write one only.");
            }
            return read == null ? EMPTY : read;
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + " does not exist; name a file after --config.");
        } catch (JsonProcessingException e) {
            throw new ConfigException(place(file, e) + said(e));
        }
    }

    /** The same with what the environment says instead, where it does. */
    ConfigFile over(Map<String, String> environment) {
        var said = new LinkedHashMap<String, String>();
        VARIABLES.forEach(
                (variable, key) -> {
                    var value = environment.get(variable);
                    if (value != null) {
                        said.put(key, value);
                    }
                });
        if (said.isEmpty()) {
            return this;
        }
        try {
            return mapper().convertValue(said, ConfigFile.class).over(this);
        } catch (IllegalArgumentException e) {
            var why = e.getCause() instanceof JsonProcessingException json ? said(json) : "";
            throw new ConfigException("Environment variables " + said.keySet() + ": " + why);
        }
    }

    /** The whole configuration, relative paths counted from a folder. */
    Config in(Path folder) {
        var base = folder.toAbsolutePath().normalize();
        var home = base.resolve(or(data, Path.of("data"))).normalize();
        var key = masterKey == null ? home.resolve("master.key") : base.resolve(masterKey);
        return new Config(
                or(listen, LISTEN),
                home,
                key.normalize(),
                tls == null
                        ? null
                        : new Tls(base.resolve(tls.certificate()), base.resolve(tls.key())),
                or(plaintext, false),
                or(accounts, List.of(new Account(ACCOUNT, "main", null, List.of(), List.of()))),
                regions == null ? stores(home) : stores(base, regions),
                endpoints(base),
                in(base, or(databases, Map.of())),
                or(resources, List.<ResourceConfig>of()).stream().map(it -> it.in(base)).toList(),
                or(roles, List.of()),
                or(missingVault, MissingVault.ACCESS_DENIED),
                or(limits, Numbers.NONE).limits(),
                or(copyFromCold, false),
                or(history, HISTORY),
                or(collectEvery, COLLECT_EVERY),
                or(scrub, ScrubConfig.DEFAULT),
                or(readBack, false),
                or(workers, WORKERS),
                or(testing, false),
                or(metrics, false),
                or(events, EventConfig.NONE).in(base),
                kms);
    }

    private Map<String, EndpointConfig> endpoints(Path base) {
        var named = new LinkedHashMap<String, EndpointConfig>();
        or(endpoints, Map.<String, EndpointConfig>of())
                .forEach((name, endpoint) -> named.put(name, endpoint.in(base)));
        return named;
    }

    private ConfigFile over(ConfigFile other) {
        return new ConfigFile(
                either(listen, other.listen),
                either(data, other.data),
                either(masterKey, other.masterKey),
                other.tls,
                either(plaintext, other.plaintext),
                other.accounts,
                other.regions,
                other.endpoints,
                other.databases,
                other.resources,
                other.roles,
                either(missingVault, other.missingVault),
                other.limits,
                other.copyFromCold,
                either(history, other.history),
                either(collectEvery, other.collectEvery),
                either(scrub, other.scrub),
                either(readBack, other.readBack),
                either(workers, other.workers),
                either(testing, other.testing),
                either(metrics, other.metrics),
                other.events,
                other.kms);
    }

    private static Map<String, RegionConfig> stores(Path home) {
        var stores = new LinkedHashMap<String, RegionConfig>();
        REGIONS.forEach(
                name -> stores.put(name, RegionConfig.of(home.resolve("stores").resolve(name))));
        return stores;
    }

    private static Map<String, RegionConfig> stores(Path base, Map<String, RegionConfig> written) {
        var stores = new LinkedHashMap<String, RegionConfig>();
        written.forEach(
                (name, region) ->
                        stores.put(
                                name,
                                Config.required(region, "regions: the store of " + name).in(base)));
        return stores;
    }

    private static Map<String, DatabaseConfig> in(Path base, Map<String, DatabaseConfig> written) {
        var databases = new LinkedHashMap<String, DatabaseConfig>();
        written.forEach(
                (name, database) ->
                        databases.put(
                                name,
                                Config.required(database, "databases: what is said of " + name)
                                        .in(base)));
        return databases;
    }

    private static YAMLMapper mapper() {
        var texts =
                new SimpleModule()
                        .addDeserializer(Path.class, new Text<>(Path.class, Path::of))
                        .addDeserializer(Listen.class, new Text<>(Listen.class, Listen::parse))
                        .addDeserializer(
                                MissingVault.class,
                                new Text<>(MissingVault.class, ConfigFile::missingVault))
                        .addDeserializer(
                                Duration.class, new Text<>(Duration.class, ConfigFile::duration))
                        .addDeserializer(Arn.class, new Text<>(Arn.class, ConfigFile::arn))
                        .addDeserializer(Policy.class, new PolicyText())
                        .addDeserializer(Role.class, new RoleText());
        return YAMLMapper.builder()
                .addModule(texts)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }

    private static String place(Path file, JsonProcessingException e) {
        return e.getLocation() == null
                ? file + ": "
                : file + ":" + e.getLocation().getLineNr() + ": ";
    }

    private static String said(JsonProcessingException e) {
        if (e.getCause() instanceof ConfigException refusal) {
            return refusal.message();
        }
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                    "there is no key \""
                            + key(unknown)
                            + "\"; known here are "
                            + unknown.getKnownPropertyIds().stream()
                                    .map(Object::toString)
                                    .sorted()
                                    .collect(Collectors.joining(", "))
                            + ".";
            case MismatchedInputException mismatch ->
                    key(mismatch) + ": this value is of another kind than the key takes.";
            default -> e.getOriginalMessage();
        };
    }

    private static String key(JsonMappingException e) {
        return e.getPath().stream()
                .map(
                        step ->
                                step.getFieldName() == null
                                        ? "[" + step.getIndex() + "]"
                                        : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static <T> @Nullable T either(@Nullable T said, @Nullable T otherwise) {
        return said == null ? otherwise : said;
    }

    private static <T> T or(@Nullable T said, T otherwise) {
        return said == null ? otherwise : said;
    }

    private static MissingVault missingVault(String text) {
        return switch (text) {
            case "access-denied" -> MissingVault.ACCESS_DENIED;
            case "not-found" -> MissingVault.NOT_FOUND;
            default ->
                    throw new ConfigException(
                            "missingVault: \""
                                    + text
                                    + "\" is neither access-denied nor not-found.");
        };
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new ConfigException(
                    "\"" + text + "\" is no time; write for example P30D or PT12H.");
        }
    }

    private static Arn arn(String text) {
        return Arn.parse(text)
                .orElseThrow(() -> new ConfigException("\"" + text + "\" is no ARN."));
    }

    /** Limits of jobs as written. */
    record Numbers(
            @Nullable Integer copiesPerAccountAndRegion,
            @Nullable Integer copiesPerVault,
            @Nullable Integer jobsPerResource,
            @Nullable Integer waitingCopies) {
        static final Numbers NONE = new Numbers(null, null, null, null);

        Limits limits() {
            var otherwise = Limits.DEFAULT;
            return new Limits(
                    or(copiesPerAccountAndRegion, otherwise.copiesPerAccountAndRegion()),
                    or(copiesPerVault, otherwise.copiesPerVault()),
                    or(jobsPerResource, otherwise.jobsPerResource()),
                    or(waitingCopies, otherwise.waitingCopies()));
        }
    }

    /** A value written as one text. */
    private static final class Text<T> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1;

        private final transient Function<String, T> parse;

        Text(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return parse.apply(parser.getValueAsString(""));
        }
    }
}
