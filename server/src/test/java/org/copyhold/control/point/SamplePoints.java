package org.copyhold.control.point;

import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.Vault;
import org.copyhold.kit.Arn;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

/** Recovery points for tests: say what matters, the rest is something. */
public record SamplePoints(
        Vault vault, Instant created, String resource, Lifecycle lifecycle, Tags tags) {
    /** A recovery point in that vault. */
    public static SamplePoints in(Vault vault) {
        return new SamplePoints(
                vault,
                Instant.parse("2026-01-01T00:00:00Z"),
                "01234567",
                new Lifecycle(OptionalInt.empty(), OptionalInt.of(35)),
                Tags.NONE);
    }

    /** Created then. */
    public SamplePoints at(Instant newCreated) {
        return new SamplePoints(vault, newCreated, resource, lifecycle, tags);
    }

    /** Of another file system. */
    public SamplePoints of(String newResource) {
        return new SamplePoints(vault, created, newResource, lifecycle, tags);
    }

    /** With a lifecycle. */
    public SamplePoints living(Lifecycle newLifecycle) {
        return new SamplePoints(vault, created, resource, newLifecycle, tags);
    }

    /** With tags. */
    public SamplePoints tagged(Map<String, String> newTags) {
        return new SamplePoints(vault, created, resource, lifecycle, Tags.of(newTags));
    }

    /** The recovery point, with a new id. */
    public RecoveryPoint make() {
        var id = UUID.randomUUID().toString();
        return new RecoveryPoint(
                id,
                RecoveryPoint.arn(vault.region(), vault.account(), id),
                new RecoveryPoint.Home(
                        vault.id(),
                        vault.name(),
                        vault.account(),
                        vault.region(),
                        vault.encryptionKeyArn()),
                new Origin(
                        Arn.of(
                                "elasticfilesystem",
                                vault.region(),
                                vault.account(),
                                "file-system/fs-" + resource),
                        "EFS",
                        "share",
                        "arn:aws:iam::" + vault.account() + ":role/backup",
                        null),
                new Dates(created, created.plusSeconds(1), created.plusSeconds(2)),
                4096,
                Map.of("file-system-id", "fs-" + resource),
                RecoveryPoint.State.initial(lifecycle, tags));
    }
}
