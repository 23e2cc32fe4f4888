package org.copyhold.cli;

import org.copyhold.Config;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

import java.net.URI;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a server is and by which key it is asked: as AWS's own tools are told, and for who stands
 * beside the server by its configuration.
 */
final class ServerOptions {
    @Mixin ConfigOption config = new ConfigOption();

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = {
                "The server's address (default: AWS_ENDPOINT_URL_BACKUP, AWS_ENDPOINT_URL, or where"
                    + " the configuration has it listen). Access keys come from AWS_ACCESS_KEY_ID"
                    + " and AWS_SECRET_ACCESS_KEY, the configuration, or AWS's own files."
            })
    private @Nullable URI endpoint;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description =
                    "The Region of the job (default: the recovery point's, AWS_REGION,"
                            + " AWS_DEFAULT_REGION, or the configuration's first).")
    private @Nullable String region;

    /**
     * A client as told.
     *
     * @param about the recovery point that is spoken of; null for none
     */
    ApiClient client(@Nullable Arn about) {
        var told = config.read();
        return new ApiClient(endpoint(told), region(told, about), key(told));
    }

    private URI endpoint(Config told) {
        if (endpoint != null) {
            return endpoint;
        }
        return variable("AWS_ENDPOINT_URL_BACKUP", "AWS_ENDPOINT_URL")
                .map(URI::create)
                .orElseGet(
                        () ->
                                URI.create(
                                        (told.tls() == null ? "http://" : "https://")
                                                + told.listen()));
    }

    private String region(Config told, @Nullable Arn about) {
        if (region != null) {
            return region;
        }
        if (about != null && !about.region().isEmpty()) {
            return about.region();
        }
        return variable("AWS_REGION", "AWS_DEFAULT_REGION")
                .orElseGet(() -> told.regions().keySet().iterator().next());
    }

    private static AwsCredentialsIdentity key(Config told) {
        var id = variable("AWS_ACCESS_KEY_ID");
        var secret = variable("AWS_SECRET_ACCESS_KEY");
        if (id.isPresent() && secret.isPresent()) {
            return variable("AWS_SESSION_TOKEN")
                    .<AwsCredentialsIdentity>map(
                            token ->
                                    AwsSessionCredentialsIdentity.create(
                                            id.get(), secret.get(), token))
                    .orElseGet(() -> AwsCredentialsIdentity.create(id.get(), secret.get()));
        }
        return told.accounts().stream()
                .flatMap(account -> account.accessKeys().stream())
                .findFirst()
                .map(it -> AwsCredentialsIdentity.create(it.id(), it.secret().reveal()))
                .orElseGet(ServerOptions::ofProfile);
    }

    private static AwsCredentialsIdentity ofProfile() {
        try (var profile = ProfileCredentialsProvider.create()) {
            return profile.resolveCredentials();
        } catch (SdkClientException none) {
            throw new Refusal(
                    "There is no access key: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or"
                            + " name a configuration that has one with --config. 'copyhold"
                            + " access-key create' makes one.");
        }
    }

    private static Optional<String> variable(String... names) {
        return Arrays.stream(names)
                .map(System::getenv)
                .filter(Objects::nonNull)
                .filter(value -> !value.isBlank())
                .findFirst();
    }
}
