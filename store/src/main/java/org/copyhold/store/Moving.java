package org.copyhold.store;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.ForwardingBlobs;
import org.copyhold.store.blob.Retention;
import org.copyhold.store.blob.ServerSide;
import org.copyhold.store.chunk.CryptoProvider;
import org.copyhold.store.copy.CopyProgress;
import org.copyhold.store.copy.CopyResult;
import org.copyhold.store.copy.Copying;
import org.copyhold.store.index.Moves;
import org.copyhold.store.index.PackAdoption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Moves recovery points from one store to another of the same account, as to a cold one. Each has
 * the same id, root and wraps there as here: only where its bytes lie changes. Thread-safe; a point
 * is moved by one thread at a time.
 *
 * <p>The order: {@link #bring}, as often as it takes, then {@link #commit}. Up to the commit the
 * point is the old store's and nothing of it is touched there; from then on it is the new one's,
 * and what no other point needs goes from the old one by its next collection. What a crash left on
 * either side is cleared by {@link #settle}.
 */
public final class Moving {
    private static final Logger LOG = LoggerFactory.getLogger(Moving.class);

    private final SealedStore from;
    private final SealedStore to;
    private final Moves moves;

    /** Moves from one store to another. */
    public Moving(SealedStore from, SealedStore to) {
        if (from == to || !from.account().equals(to.account())) {
            throw new IllegalArgumentException(
                    "Nothing moves from " + from + " to " + to + ": two stores of one account do");
        }
        this.from = from;
        this.to = to;
        this.moves = from.points.movesTo(to.points);
    }

    /** A point that has been brought and not handed over. */
    public record Brought(Work work, CommittedPoint point, CopyResult result) {}

    /**
     * Brings every page and chunk of a point, each hashed on its way, and holds them. Nobody's word
     * is taken for a byte: what the storage service could copy by itself passes through here, as
     * the source is not kept.
     *
     * @param progress told every few packs, from any thread, one call at a time
     * @throws StoreException.Missing when the old store has no such point
     * @throws StoreException.Locked when a job uses it, so that it could not be handed over
     */
    public Brought bring(String point, Consumer<CopyProgress> progress) {
        CryptoProvider.prepare();
        var work = moves.begin(point);
        withdraw(point);
        moves.refuseUsed(work, point);
        new PackAdoption(to.blobs(), to.index()).settle(work);
        to.points.unpin(work);
        var source = from.points.pin(work, point, false);
        var base =
                to.missing().any()
                        ? Optional.<CommittedPoint>empty()
                        : to.points.pinNewest(work, source.resource());
        var there = to.place();
        var place =
                new Copying.Place(new Unassisted(there.blobs()), there.index(), there.account());
        try (var copying = new Copying(from.place(), place, work, progress)) {
            return new Brought(work, source, copying.copy(source, base));
        }
    }

    /**
     * Hands a point over: its keys, vault, states, wraps and, last, its root are written; then one
     * transaction makes it the new store's, together with the caller's statements; then its records
     * go where it was. The caller sees to it that nobody writes its records meanwhile.
     *
     * @throws StoreException.Missing when it was deleted meanwhile
     * @throws StoreException.Locked when a job uses it
     * @throws StoreException.Unavailable when a base was deleted: bring it again
     */
    public void commit(Brought brought, Statements then) {
        var point = brought.point();
        to.objects().takeOver(from.objects(), point);
        try {
            var kept = kept(point.id());
            if (kept.isPresent()) {
                to.retention().beforeMove(brought.work(), point, kept.get());
            }
            moves.commit(brought.work(), point.id(), then);
        } catch (StoreException.OutcomeUnknown e) {
            throw e; // it may be the new store's by now
        } catch (RuntimeException | Error e) {
            withdrawAfter(e, brought.work(), point.id());
            throw e;
        }
        try {
            clear(point.id());
        } catch (StoreException e) {
            LOG.warn(
                    "Recovery point {} is in {}; what is left of it in {} goes later: {}",
                    point.id(),
                    to.location(),
                    from.location(),
                    e.explained());
        }
    }

    /** A root in the new store would come back with a rebuild, though the point may change here. */
    private void withdraw(String point) {
        if (!to.points.has(point)) {
            to.objects().delete(point);
        }
    }

    /** Unless somebody else moves the point by now: then the root may be his. */
    private void withdrawAfter(Throwable refusal, Work work, String point) {
        try {
            if (moves.isCurrent(work)) {
                withdraw(point);
            }
        } catch (RuntimeException e) {
            refusal.addSuppressed(e); // the next attempt withdraws it
        }
    }

    /**
     * Whether a point may move: one that its storage keeps from being deleted moves to storage that
     * does so, too.
     */
    public boolean mayMove(String point) {
        return kept(point).isEmpty() || to.retention().isPossible();
    }

    private Optional<Retention> kept(String point) {
        return Optional.ofNullable(from.retention().of(List.of(point)).get(point));
    }

    private void clear(String point) {
        if (!from.points.has(point)) {
            from.objects().delete(point);
        }
        moves.forget(point);
    }

    /** Points that were begun to be brought and have not been handed over or given up. */
    public List<String> begun() {
        return moves.coming();
    }

    /**
     * Clears up behind moves that were cut short: what was handed over goes where it was, what was
     * deleted before goes where it was brought. Moves that can go on are left alone.
     */
    public void settle() {
        each(moves.come(), this::clear);
        each(moves.orphaned(), this::giveUp);
    }

    /** Trouble with one point keeps no other back. */
    private static void each(List<String> points, Consumer<String> step) {
        StoreException trouble = null;
        for (var point : points) {
            try {
                step.accept(point);
            } catch (StoreException e) {
                trouble = e;
            }
        }
        if (trouble != null) {
            throw trouble;
        }
    }

    /** Gives up a move that was begun: nothing of it stays in the new store. */
    public void giveUp(String point) {
        if (to.points.has(point)) {
            clear(point); // it was handed over after all
            return;
        }
        var work = moves.begin(point);
        to.objects().delete(point);
        to.abandon(work, Statements.NONE);
        moves.forget(point);
    }

    /** Puts down that both stores have records of a point, which is the new one's: a rebuild's. */
    void foundInBoth(String point) {
        moves.foundInBoth(point);
    }

    /** Blobs that everything written to passes through this process. */
    private static final class Unassisted extends ForwardingBlobs {
        Unassisted(BlobStore blobs) {
            super(blobs);
        }

        @Override
        public Optional<ServerSide> serverSide(BlobStore source) {
            return Optional.empty();
        }
    }
}
