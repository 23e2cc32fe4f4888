package org.copyhold.control.copy.gate;

import org.copyhold.control.copy.PlannedCopy;
import org.copyhold.control.key.SealedKey;
import org.copyhold.control.point.Dates;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.Origin;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.Vault;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Planned copies for tests: say what matters, the rest is something. */
record SampleCopies(
        String type, Arn point, Arn role, Arn destination, Lifecycle lifecycle, int tags) {
    static final String ACCOUNT = "123456789012";
    static final String SISTER = "210987654321";
    static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    static SampleCopies some() {
        return new SampleCopies(
                "EFS",
                Arn.of("backup", "us-east-1", ACCOUNT, "recovery-point:1"),
                Arn.of("iam", "", ACCOUNT, "role/Backup"),
                Arn.of("backup", "eu-west-1", ACCOUNT, "backup-vault:away"),
                Lifecycle.NONE,
                0);
    }

    SampleCopies ofType(String name) {
        return new SampleCopies(name, point, role, destination, lifecycle, tags);
    }

    SampleCopies of(Arn newPoint) {
        return new SampleCopies(type, newPoint, role, destination, lifecycle, tags);
    }

    SampleCopies as(Arn newRole) {
        return new SampleCopies(type, point, newRole, destination, lifecycle, tags);
    }

    SampleCopies to(Arn newDestination) {
        return new SampleCopies(type, point, role, newDestination, lifecycle, tags);
    }

    SampleCopies to(String region, String account, String vault) {
        return to(Arn.of("backup", region, account, "backup-vault:" + vault));
    }

    SampleCopies living(Lifecycle newLifecycle) {
        return new SampleCopies(type, point, role, destination, newLifecycle, tags);
    }

    SampleCopies tagged(int count) {
        return new SampleCopies(type, point, role, destination, lifecycle, count);
    }

    /** Into a vault that is there. */
    PlannedCopy plan() {
        var name = destination.resource().substring("backup-vault:".length());
        return plan(vault(destination.region(), destination.account(), name));
    }

    /** The same, after the keys of one of the two vaults, or of both, were disabled. */
    static PlannedCopy disabled(PlannedCopy plan, boolean source, boolean destination) {
        var into = plan.destinationVault();
        return new PlannedCopy(
                plan.account(),
                plan.region(),
                plan.role(),
                vault("us-east-1", ACCOUNT, "home", source),
                plan.source(),
                plan.destination(),
                into == null
                        ? null
                        : vault(into.region(), into.account(), into.name(), destination),
                plan.lifecycle(),
                plan.tags(),
                false);
    }

    /** Into no vault. */
    PlannedCopy planWithoutVault() {
        return plan(null);
    }

    private PlannedCopy plan(@Nullable Vault into) {
        var home = vault("us-east-1", ACCOUNT, "home");
        return new PlannedCopy(
                ACCOUNT,
                "us-east-1",
                role,
                home,
                source(home),
                destination,
                into,
                lifecycle,
                many(),
                false);
    }

    private Map<String, String> many() {
        var many = new HashMap<String, String>();
        for (var i = 0; i < tags; i++) {
            many.put("key-" + i, "value");
        }
        return many;
    }

    private RecoveryPoint source(Vault home) {
        return new RecoveryPoint(
                "1",
                point,
                new RecoveryPoint.Home(
                        home.id(), home.name(), ACCOUNT, "us-east-1", home.encryptionKeyArn()),
                new Origin(
                        Arn.of(
                                "elasticfilesystem",
                                "us-east-1",
                                ACCOUNT,
                                "file-system/fs-01234567"),
                        type,
                        "share",
                        role.toString(),
                        null),
                new Dates(CREATED, CREATED, CREATED),
                4096,
                Map.of(),
                RecoveryPoint.State.initial(Lifecycle.NONE, Tags.NONE));
    }

    private static Vault vault(String region, String account, String name) {
        return vault(region, account, name, false);
    }

    private static Vault vault(String region, String account, String name, boolean isKeyDisabled) {
        return new Vault(
                region + account + name,
                account,
                region,
                name,
                CREATED,
                null,
                "arn:aws:kms:" + region + ":" + account + ":key/1",
                new SealedKey("1", 1, new byte[0]),
                isKeyDisabled,
                false,
                Tags.NONE,
                null,
                0,
                1);
    }
}
