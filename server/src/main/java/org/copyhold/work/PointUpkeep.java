package org.copyhold.work;

import org.copyhold.control.point.PointStatus;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Brings stores up to date with the rows of their recovery points and vaults: finishes deletions,
 * and writes the states that tags have changed. What is owed stands in the database, so that
 * neither a crash nor a store out of reach loses any of it. Thread-safe.
 */
public final class PointUpkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PointUpkeep.class);

    /** A database that is lost takes with it at most what changed in such a while. */
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Duration FOR_THE_LAST_ROUND = Duration.ofSeconds(1);
    private static final int BATCH = 100;
    private static final int STRIPES = 64;

    private final Catalogue catalogue;
    private final AccountStores stores;
    private final VaultUpkeep vaults;
    private final KeyUpkeep keys;
    private final Consumer<SealedStore> deleted;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("point-upkeep").factory());

    /** So that no state or wrap is written behind the deletion of its recovery point. */
    private final List<ReentrantLock> stripes =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toList();

    /**
     * Upkeep that has not begun.
     *
     * @param deleted told of each store that a recovery point has gone from
     */
    public PointUpkeep(Catalogue catalogue, AccountStores stores, Consumer<SealedStore> deleted) {
        this.catalogue = catalogue;
        this.stores = stores;
        this.vaults = new VaultUpkeep(catalogue.vaults().records(), stores);
        this.keys = new KeyUpkeep(catalogue, stores, this::alone);
        this.deleted = deleted;
    }

    /** Does what is owed, now and from time to time. Once only. */
    public void start() {
        var _ =
                thread.scheduleWithFixedDelay(
                        this::catchUpGuarded, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Says that something is owed and committed; does it soon. */
    public void wake() {
        if (!thread.isShutdown()) {
            thread.execute(this::catchUpGuarded);
        }
    }

    /**
     * Takes a recovery point whose deletion has begun out of its store, and its row out of the
     * database. When the store is in trouble the row stays DELETING, and it is tried again later.
     */
    public void dispose(RecoveryPoint point) {
        attempt(
                point,
                store -> {
                    store.delete(
                            point.id(), catalogue.joined(() -> catalogue.points().remove(point)));
                    deleted.accept(store);
                });
    }

    /** Whether a recovery point's store can be opened now. */
    boolean reaches(RecoveryPoint point) {
        try {
            return stores.find(point).isPresent();
        } catch (StoreException e) {
            LOG.warn("The store of recovery point {}: {}", point.arn(), e.explained());
            return false;
        }
    }

    /** Does all that is owed, but for what a store in trouble keeps back. */
    public void catchUp() {
        each(catalogue.points()::deleting, this::dispose);
        each(catalogue.points()::unwritten, this::writeState);
        vaults.catchUp();
        if (keys.catchUp()) {
            wake();
        }
    }

    /**
     * Wraps what a vault holds under the newest version of its key, and removes versions before
     * that nothing needs any more.
     *
     * @throws StoreException when some of it could not be; that is done later
     */
    public void renewWraps(String vaultId) {
        vaults.catchUp();
        keys.catchUp(vaultId);
    }

    /** Does once more what is owed, unless a store keeps it waiting. */
    @Override
    public void close() {
        var last = thread.submit(this::catchUpGuarded);
        thread.shutdown();
        try {
            last.get(FOR_THE_LAST_ROUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.info("Some states wait for their stores until the next start");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownNow();
    }

    private void writeState(RecoveryPoint listed) {
        attempt(
                listed,
                store ->
                        catalogue
                                .points()
                                .findById(listed.id())
                                .ifPresent(point -> writeState(store, point)));
    }

    private void writeState(SealedStore store, RecoveryPoint point) {
        var state = point.state();
        if (state.status() == PointStatus.DELETING) {
            return;
        }
        store.records().writeState(point.id(), Math.toIntExact(state.version()), state.labels());
        catalogue.points().written(point.id(), state.version());
    }

    private void attempt(RecoveryPoint point, Consumer<SealedStore> work) {
        try {
            alone(
                    point.id(),
                    () -> stores.find(point).ifPresentOrElse(work, () -> tellNoRegion(point)));
        } catch (StoreException e) {
            LOG.warn(
                    "Recovery point {} is {} but its store does not know yet. {}",
                    point.arn(),
                    point.status(),
                    e.explained());
        }
    }

    void alone(String point, Runnable work) {
        var lock = stripes.get(Math.floorMod(point.hashCode(), STRIPES));
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    private static void tellNoRegion(RecoveryPoint point) {
        LOG.warn(
                "Recovery point {} is {} but Region {} of its store is not configured any more",
                point.arn(),
                point.status(),
                point.home().region());
    }

    private void catchUpGuarded() {
        try {
            catchUp();
        } catch (RuntimeException e) {
            LOG.error("Recovery points wait for their stores; trying again in {}", INTERVAL, e);
        }
    }

    private static void each(
            BiFunction<String, Integer, List<RecoveryPoint>> owed, Consumer<RecoveryPoint> task) {
        var after = "";
        List<RecoveryPoint> batch;
        do {
            batch = owed.apply(after, BATCH);
            batch.forEach(task);
            after = batch.isEmpty() ? after : batch.getLast().id();
        } while (batch.size() == BATCH);
    }
}
