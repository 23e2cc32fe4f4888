package org.copyhold.work;

import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.vault.VaultLock;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.ServiceClock;
import org.copyhold.store.blob.Retention;
import org.copyhold.store.blob.Retention.Mode;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;

/**
 * What a vault's lock asks of the storage: how long it is to keep a recovery point. Thread-safe.
 */
record Protection(Vaults vaults, ServiceClock clock) {
    /** As its vault is locked now; null where it is not. */
    @Nullable Retention of(RecoveryPoint point) {
        var lock = vaults.findById(point.home().vaultId()).map(vault -> vault.lock());
        return of(lock.orElse(null), point);
    }

    /** The same for a vault that has this lock. */
    @Nullable Retention of(@Nullable VaultLock lock, RecoveryPoint point) {
        var end = point.lifecycle().deleteAt(point.dates().created());
        return of(lock, end, clock.instant());
    }

    /**
     * Under a lock that nobody can take away, until the end of the recovery point. Under one that
     * can be taken away, and where there is no end, to the end of the next generation only: it is
     * asked for anew in each.
     */
    static @Nullable Retention of(@Nullable VaultLock lock, Optional<Instant> end, Instant now) {
        if (lock == null) {
            return null;
        }
        var next = Retention.endOfGeneration(now.plus(Retention.GENERATION));
        return lock.isImmutable(now)
                ? new Retention(end.orElse(next), Mode.COMPLIANCE)
                : new Retention(end.filter(next::isAfter).orElse(next), Mode.GOVERNANCE);
    }
}
