package org.copyhold.work;

import static org.copyhold.control.job.MessageCategory.ACCESS_DENIED;
import static org.copyhold.control.job.MessageCategory.INVALID_PARAMETERS;

import org.copyhold.control.access.Account;
import org.copyhold.control.access.Accounts;
import org.copyhold.control.copy.CopyJob;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Regions;
import org.copyhold.kit.ServiceClock;

import java.time.Instant;
import java.util.Optional;

/** Decides whether a copy may go where it is to go, before a byte is moved. Thread-safe. */
public final class CopyGate {
    private final Accounts accounts;
    private final Regions regions;
    private final Vaults vaults;
    private final ServiceClock clock;

    public CopyGate(Accounts accounts, Regions regions, Vaults vaults, ServiceClock clock) {
        this.accounts = accounts;
        this.regions = regions;
        this.vaults = vaults;
        this.clock = clock;
    }

    /** The destination vault, when the job may copy into it; otherwise the job fails. */
    Vault destination(CopyJob job) {
        var arn = job.destination();
        checkAccount(job);
        if (!regions.has(arn.region())) {
            throw new JobFailed(
                    INVALID_PARAMETERS,
                    "Copy job failed because Region %s of backup vault %s is not configured on this server, which has %s."
                            .formatted(arn.region(), arn, regions.names()));
        }
        return vaults.find(arn).orElseThrow(() -> noVault(job));
    }

    /**
     * Whether the job may have written into its destination. A vault that a job has entered stays
     * until the job ends, so one that is not there was never entered.
     */
    boolean mayHaveEntered(CopyJob job) {
        return job.account().equals(job.destination().account())
                && vaults.find(job.destination()).isPresent();
    }

    /** Fails a job whose destination vault is gone. */
    static JobFailed noVault(CopyJob job) {
        return new JobFailed(
                INVALID_PARAMETERS,
                "Copy job failed because backup vault " + job.destination() + " does not exist.");
    }

    /** The lifecycle of the copy: the one asked for, otherwise the source's. */
    Lifecycle lifecycle(CopyJob job, RecoveryPoint source) {
        var asked = job.lifecycle();
        if (asked == null) {
            return source.lifecycle();
        }
        var created = source.dates().created();
        asked.deleteAt(created)
                .filter(end -> !end.isAfter(clock.instant()))
                .ifPresent(end -> failPast(asked, created, end));
        return asked;
    }

    private void checkAccount(CopyJob job) {
        if (job.account().equals(job.destination().account())) {
            return;
        }
        var ours = organization(job.account());
        if (ours.isEmpty() || !ours.equals(organization(job.destination().account()))) {
            throw new JobFailed(
                    ACCESS_DENIED,
                    "Copy job failed. Both source and destination account must be a member of the"
                            + " same organization.");
        }
        throw new JobFailed(
                ACCESS_DENIED,
                "Copy job failed. Cross-account copy feature is not enabled for the current"
                        + " organization.");
    }

    private Optional<String> organization(String account) {
        return accounts.find(account).map(Account::organization);
    }

    private static void failPast(Lifecycle asked, Instant created, Instant end) {
        throw new JobFailed(
                INVALID_PARAMETERS,
                "Copy job failed. Invalid lifecycle. DeleteAfterDays %d counts from the creation of the source recovery point, %s, and so ended at %s already."
                        .formatted(asked.deleteAfterDays().orElseThrow(), created, end));
    }
}
