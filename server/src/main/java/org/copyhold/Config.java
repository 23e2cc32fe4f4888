package org.copyhold;

import com.fasterxml.jackson.annotation.JsonCreator;

import org.copyhold.control.job.Limits;
import org.copyhold.control.policy.Policy;
import org.copyhold.control.vault.MissingVault;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Secret;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All that the server is told, checked. Paths are absolute. docs/OPERATING.md describes every key.
 *
 * @param plaintext whether plain HTTP may be served to other machines
 * @param regions by name, in the file's order
 * @param endpoints where resources are that are of no machine of ours, by name
 * @param databases where database servers that are backed up are, by name
 * @param roles the role ARNs that jobs may name; empty: any of the caller's account
 * @param limits what may run beside what
 * @param copyFromCold whether cold recovery points may be copied, which AWS refuses
 * @param history how long jobs that have ended stay listed
 * @param scrub how every byte is verified from time to time
 * @param readBack whether what copies write is read again before it counts
 * @param collectEvery how often stores are collected; zero: only when asked
 * @param workers how many jobs run at once at most
 * @param testing whether the clock can be advanced and everything reset by unsigned requests
 * @param metrics whether {@code /copyhold/metrics} answers
 * @param events where events go
 * @param kms the key service of vaults that name a KMS key; null: such names are only shown
 */
public record Config(
        Listen listen,
        Path data,
        Path masterKey,
        @Nullable Tls tls,
        boolean plaintext,
        List<Account> accounts,
        Map<String, RegionConfig> regions,
        Map<String, EndpointConfig> endpoints,
        Map<String, DatabaseConfig> databases,
        List<ResourceConfig> resources,
        List<Role> roles,
        MissingVault missingVault,
        Limits limits,
        boolean copyFromCold,
        Duration history,
        Duration collectEvery,
        ScrubConfig scrub,
        boolean readBack,
        int workers,
        boolean testing,
        boolean metrics,
        EventConfig events,
        @Nullable KmsConfig kms) {
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]+");

    public Config {
        regions = Collections.unmodifiableMap(new LinkedHashMap<>(regions));
        accounts = List.copyOf(accounts);
        endpoints = Map.copyOf(endpoints);
        databases = Map.copyOf(databases);
        resources = List.copyOf(resources);
        roles = List.copyOf(roles);
        checkListener(listen, tls != null || plaintext, testing);
        checkAccounts(accounts);
        checkRegions(regions);
        checkResources(resources, accounts, regions);
        for (var resource : resources) {
            resource.checkEndpoint(endpoints.keySet(), databases.keySet());
        }
        checkJobs(limits, history, workers);
        check(
                collectEvery.isZero()
                        || (collectEvery.compareTo(Duration.ofMinutes(1)) >= 0
                                && collectEvery.compareTo(Duration.ofDays(366)) <= 0),
                "collectEvery: write PT1M, one minute, to P366D, or PT0S for only when asked.");
        checkRoles(roles);
    }

    /** What serves a newcomer: everything in {@code data} below a folder, one account, no file. */
    public static Config embedded(Path folder, Map<String, String> environment) {
        return ConfigFile.EMPTY.over(environment).in(folder);
    }

    /**
     * Reads a configuration file.
     *
     * @param environment variables such as COPYHOLD_LISTEN, which count more than the file
     * @throws ConfigException when the file has an unknown key or a value that cannot be followed
     * @throws IOException when the file cannot be read
     */
    public static Config read(Path file, Map<String, String> environment) throws IOException {
        var written = ConfigFile.read(file).over(environment);
        try {
            return written.in(file.resolveSibling(""));
        } catch (ConfigException e) {
            throw new ConfigException(file + ": " + e.message());
        }
    }

    private static void checkListener(Listen listen, boolean mayServeOthers, boolean testing) {
        check(
                mayServeOthers || listen.isLoopback(),
                "listen: "
                        + listen
                        + " serves other machines, but plain HTTP would show them every request."
                        + " Set tls, or plaintext: true where the network is trusted.");
        check(
                !testing || listen.isLoopback(),
                "testing: true lets anyone reset the server, so listen must be a loopback address,"
                        + " not "
                        + listen
                        + ".");
    }

    private static void checkAccounts(List<Account> accounts) {
        check(!accounts.isEmpty(), "accounts: name at least one account.");
        var seen = new HashSet<String>();
        for (var account : accounts) {
            check(seen.add(account.id()), "accounts: " + account.id() + " is named twice.");
            for (var key : account.allAccessKeys()) {
                check(
                        seen.add(key.id()),
                        "accounts: the access key " + key.id() + " is named twice.");
            }
        }
    }

    private static void checkRegions(Map<String, RegionConfig> regions) {
        check(!regions.isEmpty(), "regions: name at least one Region.");
        var seen = new HashSet<String>();
        regions.forEach(
                (name, region) -> {
                    check(
                            REGION.matcher(name).matches(),
                            "regions: \"" + name + "\" is no Region; write for example us-east-1.");
                    checkApart(name, region.store(), seen);
                    region.cold().ifPresent(cold -> checkApart(name, cold.store(), seen));
                });
    }

    private static void checkApart(String region, String store, Set<String> seen) {
        check(
                seen.stream().noneMatch(it -> overlap(it, store)),
                "regions: the store of "
                        + region
                        + " at "
                        + store
                        + " is that of another Region, or a cold one, or one lies in the other;"
                        + " give each a place of its own, whatever its endpoint.");
        seen.add(store);
    }

    private static boolean overlap(String one, String other) {
        return (one + "/").startsWith(other + "/") || (other + "/").startsWith(one + "/");
    }

    private static void checkResources(
            List<ResourceConfig> resources,
            List<Account> accounts,
            Map<String, RegionConfig> regions) {
        var seen = new HashSet<Arn>();
        for (var resource : resources) {
            var arn = resource.arn();
            check(seen.add(arn), "resources: " + arn + " is declared twice.");
            var itsAccount = resource.account() == null ? arn.account() : resource.account();
            var itsRegion = resource.region() == null ? arn.region() : resource.region();
            check(
                    accounts.stream().anyMatch(account -> account.id().equals(itsAccount)),
                    "resources: " + arn + " is of an account that accounts does not name.");
            check(
                    regions.containsKey(String.valueOf(itsRegion)),
                    "resources: " + arn + " is of a Region that regions does not name.");
            resource.check();
        }
    }

    private static void checkJobs(Limits limits, Duration history, int workers) {
        check(
                limits.copiesPerAccountAndRegion() >= 0
                        && limits.copiesPerVault() >= 0
                        && limits.jobsPerResource() >= 0
                        && limits.waitingCopies() >= 0,
                "limits: a limit is a number from 1, or 0 for none.");
        check(
                history.compareTo(Duration.ofDays(1)) >= 0
                        && history.compareTo(Duration.ofDays(36_500)) <= 0,
                "history: write at least P1D, one day, and at most P36500D.");
        check(
                workers >= 1 && workers <= 1_000,
                "workers: write how many jobs may run at once, 1 to 1000.");
    }

    private static void checkRoles(List<Role> roles) {
        var seen = new HashSet<Arn>();
        for (var role : roles) {
            check(seen.add(role.arn()), "roles: " + role.arn() + " is named twice.");
        }
    }

    static void check(boolean holds, String message) {
        if (!holds) {
            throw new ConfigException(message);
        }
    }

    static <T> T required(@Nullable T value, String what) {
        if (value == null) {
            throw new ConfigException(what + " is missing.");
        }
        return value;
    }

    /**
     * Where the server listens.
     *
     * @param port 0 for any free one
     */
    public record Listen(String host, int port) {
        private static final Pattern SHAPE =
                Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]]+):([0-9]{1,5})");

        public Listen {
            check(port <= 65_535, "listen: there is no port " + port + ".");
        }

        /** The address that {@code host:port} or {@code [IPv6]:port} writes. */
        public static Listen parse(String text) {
            var m = SHAPE.matcher(text);
            check(
                    m.matches(),
                    "listen: \"" + text + "\" is no address; write for example 127.0.0.1:8480.");
            return new Listen(m.group(1), Integer.parseInt(m.group(2)));
        }

        /** The host, looked up. */
        public InetAddress address() {
            try {
                return InetAddress.getByName(host);
            } catch (UnknownHostException e) {
                throw new ConfigException("listen: this machine knows no host " + host + ".");
            }
        }

        public InetSocketAddress socketAddress() {
            return new InetSocketAddress(address(), port);
        }

        boolean isLoopback() {
            return address().isLoopbackAddress();
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** A certificate chain and its private key, both PEM files. */
    public record Tls(Path certificate, Path key) {
        public Tls {
            required(certificate, "tls: certificate");
            required(key, "tls: key");
        }
    }

    /**
     * An account.
     *
     * @param id twelve digits
     * @param organization the organization it belongs to, if any
     */
    public record Account(
            String id,
            String name,
            @Nullable String organization,
            List<AccessKey> accessKeys,
            List<User> users) {
        private static final Pattern ID = Pattern.compile("[0-9]{12}");

        @JsonCreator
        public Account(
                @Nullable String id,
                @Nullable String name,
                @Nullable String organization,
                @Nullable List<AccessKey> accessKeys,
                @Nullable List<User> users) {
            this.id = required(id, "accounts: an account's id");
            check(
                    ID.matcher(this.id).matches(),
                    "accounts: \""
                            + id
                            + "\" is no account id; write twelve digits, in quotes so that YAML"
                            + " keeps leading zeros.");
            this.name = name == null ? this.id : name;
            this.organization = organization;
            this.accessKeys = accessKeys == null ? List.of() : List.copyOf(accessKeys);
            this.users = users == null ? List.of() : List.copyOf(users);
            var names = new HashSet<String>();
            for (var user : this.users) {
                check(
                        names.add(user.name()),
                        "accounts: " + id + " has the user " + user.name() + " twice.");
            }
        }

        /** Its own access keys and those of its users. */
        List<AccessKey> allAccessKeys() {
            return Stream.concat(
                            accessKeys.stream(),
                            users.stream().flatMap(user -> user.accessKeys().stream()))
                    .toList();
        }
    }

    /**
     * A user of an account.
     *
     * @param policy what it may do; null for everything
     */
    public record User(String name, List<AccessKey> accessKeys, @Nullable Policy policy) {
        private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,64}");

        @JsonCreator
        public User(
                @Nullable String name,
                @Nullable List<AccessKey> accessKeys,
                @Nullable Policy policy) {
            this.name = required(name, "users: a user's name");
            check(
                    NAME.matcher(this.name).matches(),
                    "users: \""
                            + name
                            + "\" is no name of a user; write 1 to 64 letters, digits and"
                            + " + = , . @ - _ characters.");
            this.accessKeys = accessKeys == null ? List.of() : List.copyOf(accessKeys);
            this.policy = policy;
        }
    }

    /**
     * A role that jobs may name; written as its ARN alone where nothing limits it.
     *
     * @param policy what it may do; null for everything
     */
    public record Role(Arn arn, @Nullable Policy policy) {
        public Role {
            required(arn, "roles: a role's arn");
            check(
                    arn.service().equals("iam")
                            && arn.region().isEmpty()
                            && !arn.account().isEmpty()
                            && arn.resource().startsWith("role/"),
                    "roles: \"" + arn + "\" is not the ARN of an IAM role.");
        }
    }

    /** A pair that signs requests. */
    public record AccessKey(String id, Secret secret) {
        private static final Pattern ID = Pattern.compile("\\w{3,128}");

        public AccessKey {
            required(id, "accessKeys: an access key's id");
            required(secret, "accessKeys: the secret of " + id);
            check(
                    ID.matcher(id).matches(),
                    "accessKeys: \"" + id + "\" is no key id; write 3 to 128 letters and digits.");
            check(!secret.reveal().isBlank(), "accessKeys: the secret of " + id + " is empty.");
        }
    }
}
