package org.copyhold.work;

import org.copyhold.control.point.DuePoints;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.store.Moving;
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Moves recovery points to cold storage: their bytes first, where their Region has a cold store,
 * then, in the transaction that makes them that store's, their state. What cannot move now stays
 * warm and is tried again. Used by one thread at a time.
 */
public final class ColdMoves {
    private static final Logger LOG = LoggerFactory.getLogger(ColdMoves.class);

    private static final long MEBIBYTE = 1 << 20;

    /** What is broken, or may not move, is tried again after such a while only. */
    private static final Duration REST = Duration.ofMinutes(10);

    private final DuePoints due;
    private final Catalogue catalogue;
    private final AccountStores stores;
    private final PointUpkeep upkeep;
    private final Consumer<SealedStore> left;
    private final Map<String, Long> resting = new HashMap<>();
    private final Set<String> tried = new HashSet<>();
    private final Set<String> shut = new HashSet<>();

    /**
     * Moves that have not begun.
     *
     * @param left told of each store that a recovery point has gone from
     */
    public ColdMoves(
            DuePoints due,
            Catalogue catalogue,
            AccountStores stores,
            PointUpkeep upkeep,
            Consumer<SealedStore> left) {
        this.due = due;
        this.catalogue = catalogue;
        this.stores = stores;
        this.upkeep = upkeep;
        this.left = left;
    }

    /** Begins a round: clears up behind moves that were cut short. */
    void begin() {
        tried.clear();
        shut.clear();
        eachMoving(Moving::settle);
    }

    /**
     * Moves a recovery point that was found to be due. One of a Region that is not configured
     * waits: nobody knows whether that has a cold store.
     */
    void move(RecoveryPoint point, Instant now) {
        tried.add(point.id());
        if (!stores.isConfigured(point.home().region())) {
            return;
        }
        var place = point.home().account() + " " + point.home().region();
        if (shut.contains(place) || rests(point) || !due.mayMoveToCold(point.id(), now)) {
            return;
        }
        try {
            var cold = cold(point);
            if (cold.isPresent()) {
                move(point, cold.get(), now);
            } else if (due.moveToCold(point.id(), now)) {
                LOG.info("Recovery point {} has moved to cold storage", point.arn());
            }
        } catch (StoreException.Corrupt | StoreException.Missing e) {
            resting.put(point.id(), System.nanoTime());
            LOG.warn("Recovery point {} stays warm: {}", point.arn(), e.explained());
        } catch (StoreException.Locked e) {
            LOG.info("Recovery point {} stays warm for now: {}", point.arn(), e.explained());
        } catch (StoreException e) {
            shut.add(place);
            LOG.warn("Recovery point {} stays warm for now: {}", point.arn(), e.explained());
        } catch (RowChanged e) {
            LOG.info(
                    "Recovery point {} stays warm: it is copied, or not due any more", point.arn());
        }
    }

    /** Ends a round: what was begun in an earlier one and is not due any more is given up. */
    void end() {
        eachMoving(
                moving ->
                        moving.begun().stream()
                                .filter(point -> !tried.contains(point))
                                .forEach(moving::giveUp));
    }

    private boolean rests(RecoveryPoint point) {
        var since = resting.get(point.id());
        if (since == null || System.nanoTime() - since < REST.toNanos()) {
            return since != null;
        }
        resting.remove(point.id());
        return false;
    }

    /** The store that a recovery point is to move to; empty where it stays in the one it is in. */
    private Optional<SealedStore> cold(RecoveryPoint point) {
        return stores.cold(point.home().account(), point.home().region())
                .filter(cold -> cold != stores.of(point));
    }

    private void move(RecoveryPoint point, SealedStore cold, Instant now) {
        var warm = stores.of(point);
        var moving = new Moving(warm, cold);
        if (!moving.mayMove(point.id())) {
            resting.put(point.id(), System.nanoTime());
            LOG.info(
                    "Recovery point {} stays warm: it is kept from deletion there, and {} keeps"
                            + " nothing",
                    point.arn(),
                    cold.location());
            return;
        }
        var brought = moving.bring(point.id(), _ -> {});
        Runnable row =
                () -> RowChanged.unless(due.moveToCold(point.id(), now), "move-" + point.id());
        upkeep.alone(point.id(), () -> moving.commit(brought, catalogue.joined(row)));
        left.accept(warm);
        LOG.info(
                "Recovery point {} has moved to cold storage: {} MiB went there, {} MiB were there",
                point.arn(),
                brought.result().progress().bytesMoved() / MEBIBYTE,
                brought.result().progress().bytesSkipped() / MEBIBYTE);
    }

    /** A store that is away keeps nobody else's moves from being cleared up. */
    private void eachMoving(Consumer<Moving> work) {
        for (var route : stores.routes()) {
            try {
                work.accept(stores.moving(route));
            } catch (StoreException e) {
                LOG.warn(
                        "What is left of moves to {} stays for now: {}", route.to(), e.explained());
            }
        }
    }
}
