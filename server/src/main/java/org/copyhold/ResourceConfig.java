package org.copyhold;

import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.control.resource.Substance;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Arn;
import org.copyhold.kit.BackupException;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Map;

/**
 * A resource that the configuration declares.
 *
 * @param path where it lies; null for a stack
 * @param members a stack's members by name; null for anything else
 * @param tags its tags; null for none
 */
public record ResourceConfig(
        Arn arn,
        @Nullable Path path,
        @Nullable Map<String, Arn> members,
        @Nullable Map<String, String> tags) {
    public ResourceConfig {
        Config.required(arn, "resources: a resource's arn");
        Config.check(
                (path == null) != (members == null),
                "resources: " + arn + " needs either a path or, if it is a stack, members.");
    }

    /** The same with its path counted from a folder. */
    ResourceConfig in(Path folder) {
        return path == null
                ? this
                : new ResourceConfig(arn, folder.resolve(path).normalize(), members, tags);
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
        return new DeclaredResource(
                arn,
                members == null
                        ? new Substance.Local(
                                Config.required(path, "resources: the path of " + arn))
                        : Substance.Members.of(members),
                tags == null ? Tags.NONE : Tags.of(tags));
    }
}
