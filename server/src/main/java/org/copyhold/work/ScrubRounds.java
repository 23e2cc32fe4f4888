package org.copyhold.work;

import org.copyhold.control.event.Event;
import org.copyhold.kit.ServiceClock;
import org.copyhold.store.Interrupted;
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.copyhold.store.blob.Throttle;
import org.copyhold.store.index.ScrubRound;
import org.copyhold.store.sweep.Damage;
import org.copyhold.store.sweep.Healing.Healed;
import org.copyhold.store.sweep.Scrub;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
    private final DamageReports reports;
    private final ServiceClock clock;
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
        this.reports = reports;
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
        var stores = all.apply(ScrubRounds::shut);
        for (var store : stores) {
            order.places().of(store.location()).ifPresent(place -> goTo(store, place, stores));
        }
    }

    private void goTo(SealedStore store, Event.Place place, List<SealedStore> others) {
        if (isDue(store.scrub())) {
            try {
                verify(store, place, others);
            } catch (StoreException e) {
                LOG.warn("{} is verified later: {}", store.location(), e.explained());
            }
        }
    }

    private boolean isDue(Scrub scrub) {
        return scrub.running().isPresent()
                || scrub.last().map(ScrubRound::beganAt).map(this::isLongAgo).orElse(true);
    }

    private boolean isLongAgo(Instant began) {
        return !began.plus(order.every()).isAfter(clock.instant());
    }

    private void verify(SealedStore store, Event.Place place, List<SealedStore> others) {
        var scrub = store.scrub();
        var round = scrub.running().orElseGet(() -> scrub.begin(clock.instant()));
        for (var found = scrub.next(round, order.throttle());
                found.isPresent();
                found = scrub.next(round, order.throttle())) {
            var damages = found.get().damages();
            var lost = damages.isEmpty() ? 0 : dealWith(store, place, damages, others);
            round = scrub.passed(round, found.get(), lost);
        }
        var ended = scrub.end(round, clock.instant());
        LOG.info(
                "{}: {} packs, {} MiB verified; {} damages, {} of them not healed",
                store.location(),
                ended.packs(),
                ended.bytes() / MEBIBYTE,
                ended.damaged(),
                ended.lost());
    }

    /** Heals what can be healed, tells of all, and counts what is damaged still. */
    private long dealWith(
            SealedStore store, Event.Place place, List<Damage> damages, List<SealedStore> others) {
        var packs = new TreeSet<String>();
        damages.stream().map(Damage::pack).filter(Objects::nonNull).forEach(packs::add);
        var healed =
                packs.isEmpty() ? Map.<String, Healed>of() : store.healing().heal(packs, others);
        var lost = 0L;
        for (var damage : damages) {
            var isHealed = isHealed(damage, healed);
            lost += isHealed ? 0 : 1;
            reports.tell(place, store.location(), damage, isHealed);
        }
        return lost;
    }

    private static boolean isHealed(Damage damage, Map<String, Healed> healed) {
        var pack = damage.pack();
        var what = pack == null ? null : healed.get(pack);
        return what != null
                && what.lost().stream().noneMatch(sid -> damage.what().contains(sid.hex()))
                && (what.lost().isEmpty() || damage.what().startsWith("Frame "));
    }

    private static void shut(StoreException e) {
        LOG.debug("A store that cannot be opened is not verified: {}", e.explained());
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
