package org.copyhold;

import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.control.resource.ResourceType;
import org.copyhold.control.resource.Substance;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Arn;
import org.copyhold.kit.BackupException;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A resource that the configuration declares.
 *
 * @param path where it lies; null for a stack or what is at an endpoint
 * @param members a stack's members by name; null for anything else
 * @param endpoint the name of where it is; null for what is of this machine
 * @param account of a bucket, whose ARN tells none; null for anything else
 * @param region as the account
 * @param tags its tags; null for none
 */
public record ResourceConfig(
        Arn arn,
        @Nullable Path path,
        @Nullable Map<String, Arn> members,
        @Nullable String endpoint,
        @Nullable String account,
        @Nullable String region,
        @Nullable Map<String, String> tags) {
    public ResourceConfig {
        Config.required(arn, "resources: a resource's arn");
        Config.check(
                Stream.of(path, members, endpoint).filter(Objects::nonNull).count() == 1,
                "resources: "
                        + arn
                        + " needs either a path or, if it is a stack, members, or, if it is a"
                        + " bucket, an endpoint.");
        Config.check(
                (account != null) == (region != null) && (account == null || endpoint != null),
                "resources: " + arn + ": endpoint, account and region go together.");
    }

    /** The same with its path counted from a folder. */
    ResourceConfig in(Path folder) {
        return path == null
                ? this
                : new ResourceConfig(
                        arn,
                        folder.resolve(path).normalize(),
                        members,
                        endpoint,
                        account,
                        region,
                        tags);
    }

    /** Looks whether its endpoint is named where those of its type are. */
    void checkEndpoint(Set<String> endpoints, Set<String> databases) {
        var isDatabase = ResourceType.of(arn).filter(it -> it == ResourceType.RDS).isPresent();
        Config.check(
                endpoint == null || (isDatabase ? databases : endpoints).contains(endpoint),
                "resources: "
                        + arn
                        + " is at an endpoint that "
                        + (isDatabase ? "databases" : "endpoints")
                        + " does not name.");
    }

    /** Whether it can be kept at all. */
    void check() {
        try {
            var _ = declared();
        } catch (BackupException e) {
            throw new ConfigException("resources: " + e.getMessage());
        }
    }

    /** As it is kept. */
    DeclaredResource declared() {
        return new DeclaredResource(arn, substance(), tags == null ? Tags.NONE : Tags.of(tags));
    }

    private Substance substance() {
        if (members != null) {
            return Substance.Members.of(members);
        }
        return endpoint == null
                ? new Substance.Local(Config.required(path, "resources: the path of " + arn))
                : new Substance.Remote(
                        account == null ? arn.account() : account,
                        region == null ? arn.region() : region,
                        endpoint);
    }
}
