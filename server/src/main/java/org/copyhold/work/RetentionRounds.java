package org.copyhold.work;

import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.VaultLocks;
import org.copyhold.kit.ServiceClock;
import org.copyhold.store.Interrupted;
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.copyhold.store.blob.Retention;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Has storage keep what locked vaults hold: what was there when a vault was locked, what has to be
 * kept for another generation, what a rebuild or a healing has made new. What a commit has seen to
 * is passed over. Thread-safe.
 */
public final class RetentionRounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionRounds.class);

    /** How late the storage may hear of a lock. */
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration FOR_THE_LAST_TO_END = Duration.ofSeconds(2);

    /** How often it is looked whether somebody has hidden anything. */
    private static final Duration LOOK = Duration.ofDays(1);

    private static final int BATCH = 500;

    private final Catalogue catalogue;
    private final VaultLocks locks;
    private final AccountStores stores;
    private final PointUpkeep upkeep;
    private final Protection protection;
    private final ReentrantLock turn = new ReentrantLock();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> looked = new HashMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("retention").factory());

    /** Rounds that have not begun. */
    public RetentionRounds(
            Catalogue catalogue,
            VaultLocks locks,
            AccountStores stores,
            PointUpkeep upkeep,
            ServiceClock clock) {
        this.catalogue = catalogue;
        this.locks = locks;
        this.stores = stores;
        this.upkeep = upkeep;
        this.protection = new Protection(catalogue.vaults(), clock);
    }

    /** Goes round from time to time. Once only. */
    public void start() {
        var _ =
                thread.scheduleWithFixedDelay(
                        this::goGuarded,
                        FIRST.toMillis(),
                        INTERVAL.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** Has all kept that is to be kept now. */
    public void go() {
        turn.lock();
        try {
            for (var id : locks.locked()) {
                catalogue.vaults().findById(id).ifPresent(this::keep);
            }
        } finally {
            turn.unlock();
        }
    }

    private void keep(Vault vault) {
        var after = "";
        List<RecoveryPoint> batch;
        do {
            Interrupted.check();
            batch = catalogue.points().heldBy(vault.id(), after, BATCH);
            try {
                keep(vault, batch);
            } catch (StoreException e) {
                LOG.warn("What vault {} holds is locked later: {}", vault.arn(), e.explained());
            }
            after = batch.isEmpty() ? after : batch.getLast().id();
        } while (batch.size() == BATCH);
    }

    private void keep(Vault vault, List<RecoveryPoint> points) {
        var byStore = new HashMap<SealedStore, List<RecoveryPoint>>();
        for (var point : points) {
            stores.find(point)
                    .filter(this::keeps)
                    .ifPresent(
                            it -> byStore.computeIfAbsent(it, _ -> new ArrayList<>()).add(point));
        }
        byStore.forEach(
                (store, some) -> {
                    uncover(store);
                    var known = store.retention().of(some.stream().map(RecoveryPoint::id).toList());
                    some.forEach(point -> keep(vault, point, store, known));
                });
    }

    private void uncover(SealedStore store) {
        var last = looked.get(store.id());
        if (last == null || System.nanoTime() - last > LOOK.toNanos()) {
            var back = store.retention().uncover();
            looked.put(store.id(), System.nanoTime());
            if (!back.isEmpty()) {
                LOG.warn(
                        "Somebody had deleted {} objects of {} that are locked; they are back:"
                                + " {} …",
                        back.size(),
                        store.location(),
                        back.getFirst());
            }
        }
    }

    /** Tells once of each store that keeps nothing. */
    private boolean keeps(SealedStore store) {
        boolean keeps = store.retention().isPossible();
        if (!keeps && told.add(store.id())) {
            LOG.info(
                    "{} cannot keep what locked vaults hold from whoever has access to it: only"
                            + " this service refuses to delete it",
                    store.location());
        }
        return keeps;
    }

    private void keep(
            Vault vault, RecoveryPoint point, SealedStore store, Map<String, Retention> known) {
        var wanted = protection.of(vault.lock(), point);
        var now = known.get(point.id());
        if (wanted == null || (now != null && now.covers(wanted))) {
            return;
        }
        try {
            upkeep.alone(point.id(), () -> store.retention().keep(point.id(), wanted));
        } catch (StoreException.Missing e) {
            LOG.debug("Recovery point {} is gone, or not whole", point.arn(), e);
        } catch (StoreException e) {
            LOG.warn("Recovery point {} is locked later: {}", point.arn(), e.explained());
        }
    }

    private void goGuarded() {
        try {
            go();
        } catch (Interrupted e) {
            LOG.debug("A round was cut short; the next one does what it left", e);
        } catch (RuntimeException e) {
            if (!thread.isShutdown()) {
                LOG.error("What locked vaults hold is locked later", e);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(FOR_THE_LAST_TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("A round of locks is cut short; the next start goes on with it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
