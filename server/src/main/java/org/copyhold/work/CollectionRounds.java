package org.copyhold.work;

import org.copyhold.store.Interrupted;
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.copyhold.store.sweep.CollectionReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Frees the space of what was deleted: in a store that lost a recovery point soon, in every store
 * from time to time. Collections wait for nobody and nobody waits for them. Thread-safe.
 */
public final class CollectionRounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CollectionRounds.class);

    /** A start has other things to do at first. */
    private static final Duration FIRST = Duration.ofMinutes(10);

    /** Deletions come in numbers: one collection is for all that come meanwhile. */
    private static final Duration SOON = Duration.ofSeconds(30);

    /**
     * A collection reads every page of its store: for each second that it took, it rests so many.
     */
    private static final int REST = 10;

    private static final long MEBIBYTE = 1 << 20;
    private static final Duration FOR_THE_LAST_TO_END = Duration.ofSeconds(2);

    private final Function<Consumer<StoreException>, List<SealedStore>> all;
    private final Duration interval;
    private final Duration soon;
    private final Set<SealedStore> shrunk = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("collections").factory());

    private volatile Duration last = Duration.ZERO;

    /**
     * Rounds that have not begun.
     *
     * @param all the stores that hold something, and to whom to tell which cannot be opened
     * @param interval how often all of them are looked at; zero: never, nor behind deletions
     */
    public CollectionRounds(
            Function<Consumer<StoreException>, List<SealedStore>> all, Duration interval) {
        this(all, interval, SOON);
    }

    CollectionRounds(
            Function<Consumer<StoreException>, List<SealedStore>> all,
            Duration interval,
            Duration soon) {
        this.all = all;
        this.interval = interval;
        this.soon = soon;
    }

    /**
     * Goes round from time to time, for the first time soon after the start: what an earlier
     * process was told is forgotten. Once only.
     */
    public void start() {
        if (!interval.isZero()) {
            var _ =
                    thread.scheduleWithFixedDelay(
                            () ->
                                    guarded(
                                            () ->
                                                    all.apply(CollectionRounds::shut)
                                                            .forEach(this::collect)),
                            Math.min(interval.toMillis(), FIRST.toMillis()),
                            interval.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    /** Says that a recovery point is gone from a store. */
    public void deletedFrom(SealedStore store) {
        if (interval.isZero() || thread.isShutdown()) {
            return;
        }
        shrunk.add(store);
        if (!scheduled.getAndSet(true)) {
            var rest = last.multipliedBy(REST);
            var delay = rest.compareTo(soon) > 0 ? rest : soon;
            var _ =
                    thread.schedule(
                            () -> guarded(this::collectShrunk),
                            delay.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    private void collectShrunk() {
        scheduled.set(false);
        for (var store : List.copyOf(shrunk)) {
            shrunk.remove(store);
            collect(store);
        }
    }

    private void collect(SealedStore store) {
        long start = System.nanoTime();
        try {
            tell(store, store.collect());
        } catch (StoreException e) {
            shrunk.add(store);
            LOG.warn("Nothing more is freed in {} now: {}", store.location(), e.explained());
        }
        last = Duration.ofNanos(System.nanoTime() - start);
    }

    private static void shut(StoreException e) {
        LOG.warn("Nothing is freed in a store that cannot be opened: {}", e.explained());
    }

    private static void tell(SealedStore store, CollectionReport report) {
        if (report.packsFreed() + report.packsCompacted() > 0) {
            LOG.info(
                    "{}: {} MiB freed: {} packs went, {} were compacted",
                    store.location(),
                    report.bytesGained() / MEBIBYTE,
                    report.packsFreed(),
                    report.packsCompacted());
        }
    }

    private void guarded(Runnable round) {
        try {
            round.run();
        } catch (Interrupted e) {
            LOG.debug("A collection was cut short; the next one does what it left", e);
        } catch (RuntimeException e) {
            if (!thread.isShutdown()) {
                LOG.error("A collection failed; the next one does what it left", e);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(FOR_THE_LAST_TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("A collection is cut short; the next one does what it left");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
