package org.copyhold.work;

import org.copyhold.kit.ServiceClock;
import org.copyhold.store.Interrupted;
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.copyhold.store.blob.Throttle;
import org.copyhold.store.sweep.Scrub;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads every byte of every store from time to time, no faster than it may, brings what is damaged
 * from another store, and tells of it. A round goes on where it was after a restart. Thread-safe.
 */
public final class ScrubRounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScrubRounds.class);

    /** A start has other things to do at first. */
    private static final Duration FIRST = Duration.ofMinutes(5);

    /** How often it is seen which store is due, at the most seldom. */
    private static final Duration LOOK = Duration.ofMinutes(10);

    private static final Duration FOR_THE_LAST_TO_END = Duration.ofSeconds(2);
    private static final long MEBIBYTE = 1 << 20;

    private final Function<Consumer<StoreException>, List<SealedStore>> all;
    private final Order order;
    private final Mending mending;
    private final ServiceClock clock;

    /** Where the stores lie that this process has come to. */
    private final Set<String> met = new HashSet<>();

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("scrub").factory());

    /**
     * Rounds that have not begun.
     *
     * @param all the stores that hold something, and to whom to tell which cannot be opened
     */
    public ScrubRounds(
            Function<Consumer<StoreException>, List<SealedStore>> all,
            Order order,
            DamageReports reports,
            ServiceClock clock) {
        this.all = all;
        this.order = order;
        this.mending = new Mending(reports);
        this.clock = clock;
    }

    /**
     * What is read how.
     *
     * @param every how often all of a store is read; zero: never
     * @param throttle how fast, all stores together
     * @param places which stores are read, and where they are, for what is told of them
     */
    public record Order(Duration every, Throttle throttle, ScrubPlaces places) {}

    /** Goes round from time to time. Once only. */
    public void start() {
        if (!order.every().isZero()) {
            var _ =
                    thread.scheduleWithFixedDelay(
                            this::goGuarded,
                            FIRST.toMillis(),
                            Math.min(order.every().toMillis(), LOOK.toMillis()),
                            TimeUnit.MILLISECONDS);
        }
    }

    /** Verifies all stores that are due, to the end. */
    public void go() {
        var areAll = new AtomicBoolean(true);
        var stores =
                all.apply(
                        shut -> {
                            areAll.set(false);
                            LOG.debug("It cannot be opened to be verified: {}", shut.explained());
                        });
        var sources = new Mending.Sources(stores, areAll.get());
        for (var store : stores) {
            order.places()
                    .of(store.location())
                    .ifPresent(place -> goTo(new Mending.Patient(store, place), sources));
        }
    }

    private void goTo(Mending.Patient patient, Mending.Sources sources) {
        var store = patient.store();
        try {
            if (!met.contains(store.location())) {
                store.healing().settle();
            }
            store.scrub().mended(mending.mendWaiting(patient, sources));
            if (isDue(store.scrub(), met.add(store.location()))) {
                verify(patient, sources);
            }
        } catch (StoreException e) {
            LOG.warn("{} is verified later: {}", store.location(), e.explained());
        }
    }

    /** What stayed damaged, and was remembered by a process before, is found by another round. */
    private boolean isDue(Scrub scrub, boolean isFirst) {
        return scrub.running().isPresent()
                || scrub.last()
                        .map(last -> isLongAgo(last.beganAt()) || (isFirst && last.lost() > 0))
                        .orElse(true);
    }

    private boolean isLongAgo(Instant began) {
        return !began.plus(order.every()).isAfter(clock.instant());
    }

    private void verify(Mending.Patient patient, Mending.Sources sources) {
        var scrub = patient.store().scrub();
        var round = scrub.running().orElseGet(() -> scrub.begin(clock.instant()));
        for (var found = scrub.next(round, order.throttle());
                found.isPresent();
                found = scrub.next(round, order.throttle())) {
            var damages = found.get().damages();
            var lost = damages.isEmpty() ? 0 : mending.mend(patient, damages, sources);
            round = scrub.passed(round, found.get(), lost);
        }
        var ended = scrub.end(round, clock.instant());
        LOG.info(
                "{}: {} packs, {} MiB verified; {} damages, {} of them not healed",
                patient.location(),
                ended.packs(),
                ended.bytes() / MEBIBYTE,
                ended.damaged(),
                ended.lost());
    }

    private void goGuarded() {
        try {
            go();
        } catch (Interrupted e) {
            LOG.debug("A verification was cut short; it goes on after the restart", e);
        } catch (RuntimeException e) {
            if (!thread.isShutdown()) {
                LOG.error("A verification failed; it goes on later", e);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(FOR_THE_LAST_TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("A verification is cut short; it goes on after the restart");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
