package org.copyhold.control.backup;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;
import static org.copyhold.kit.ErrorCode.RESOURCE_NOT_FOUND;

import org.copyhold.control.job.JobIds;
import org.copyhold.control.job.Roles;
import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.control.resource.Resources;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Caller;
import org.copyhold.kit.ServiceClock;

/** Finds what a backup is to be made of, and where it goes. Thread-safe. */
public final class BackupSubjects {
    private final Vaults vaults;
    private final Resources resources;
    private final Roles roles;
    private final ServiceClock clock;

    public BackupSubjects(Vaults vaults, Resources resources, Roles roles, ServiceClock clock) {
        this.vaults = vaults;
        this.resources = resources;
        this.roles = roles;
        this.clock = clock;
    }

    /** A new job for the order. */
    BackupJob job(BackupOrder order) {
        var caller = order.caller();
        var vault = vaults.require(caller, order.vault().text());
        var resource = resource(caller, order.resource());
        roles.check(caller, order.role());
        var now = clock.instant();
        return new BackupJob(
                JobIds.newJob(),
                caller.account(),
                caller.region(),
                now,
                target(vault),
                subject(resource),
                order.role().toString(),
                JobIds.newPoint(),
                order.windows().startBy(now),
                order.windows().completeBy(now).orElse(null),
                resource.type().tiered(order.lifecycle()),
                order.tags(),
                order.options(),
                new BackupState.Created(),
                1);
    }

    private DeclaredResource resource(Caller caller, Arn arn) {
        if (!arn.account().equals(caller.account()) || !arn.region().equals(caller.region())) {
            throw INVALID_PARAMETER_VALUE.with(
                    "Resource "
                            + arn
                            + " is not in account "
                            + caller.account()
                            + " and Region "
                            + caller.region()
                            + ", which this request is for.");
        }
        return resources
                .find(arn)
                .orElseThrow(
                        () ->
                                RESOURCE_NOT_FOUND.with(
                                        "Resource "
                                                + arn
                                                + " is not declared here. Declare it with"
                                                + " `copyhold resource add`."));
    }

    private static BackupJob.Target target(Vault vault) {
        return new BackupJob.Target(
                vault.id(), vault.arn(), vault.name(), vault.encryptionKeyArn());
    }

    private static BackupJob.Subject subject(DeclaredResource resource) {
        return new BackupJob.Subject(resource.arn(), resource.type().wireName(), resource.name());
    }
}
