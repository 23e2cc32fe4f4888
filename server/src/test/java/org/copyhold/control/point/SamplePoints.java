package org.copyhold.control.point;

import org.copyhold.control.resource.ResourceType;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.Vault;
import org.copyhold.kit.Arn;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

/** Recovery points for tests: say what matters, the rest is something. */
public record SamplePoints(
        Vault vault,
        Instant created,
        String resource,
        String type,
        Lifecycle lifecycle,
        Tags tags,
        Composition composition) {
    /** A recovery point in that vault. */
    public static SamplePoints in(Vault vault) {
        return new SamplePoints(
                vault,
                Instant.parse("2026-01-01T00:00:00Z"),
                "01234567",
                "EFS",
                new Lifecycle(OptionalInt.empty(), OptionalInt.of(35)),
                Tags.NONE,
                new Composition.Single());
    }

    /** Created then. */
    public SamplePoints at(Instant newCreated) {
        return new SamplePoints(vault, newCreated, resource, type, lifecycle, tags, composition);
    }

    /** Of another file system. */
    public SamplePoints of(String newResource) {
        return new SamplePoints(vault, created, newResource, type, lifecycle, tags, composition);
    }

    /** With a lifecycle. */
    public SamplePoints living(Lifecycle newLifecycle) {
        return new SamplePoints(vault, created, resource, type, newLifecycle, tags, composition);
    }

    /** With tags. */
    public SamplePoints tagged(Map<String, String> newTags) {
        return new SamplePoints(
                vault, created, resource, type, lifecycle, Tags.of(newTags), composition);
    }

    /** Of another type. */
    public SamplePoints ofType(String newType) {
        return new SamplePoints(vault, created, resource, newType, lifecycle, tags, composition);
    }

    /** A part of another. */
    public SamplePoints within(Composition newComposition) {
        return new SamplePoints(vault, created, resource, type, lifecycle, tags, newComposition);
    }

    /** The recovery point, with a new id. */
    public RecoveryPoint make() {
        var id = UUID.randomUUID().toString();
        return new RecoveryPoint(
                id,
                ResourceType.named(type)
                        .orElse(ResourceType.EFS)
                        .point(share(), vault.region(), vault.account(), id, created),
                new RecoveryPoint.Home(
                        vault.id(),
                        vault.name(),
                        vault.account(),
                        vault.region(),
                        vault.encryptionKeyArn()),
                new Origin(
                        share(),
                        type,
                        "share",
                        "arn:aws:iam::" + vault.account() + ":role/backup",
                        null),
                new Dates(created, created.plusSeconds(1), created.plusSeconds(2)),
                4096,
                Map.of("file-system-id", "fs-" + resource),
                RecoveryPoint.State.initial(lifecycle, tags, composition));
    }

    private Arn share() {
        return Arn.of(
                "elasticfilesystem", vault.region(), vault.account(), "file-system/fs-" + resource);
    }
}
