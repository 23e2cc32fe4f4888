package org.copyhold.store.sweep;

import org.copyhold.store.Interrupted;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.LimitedBlobs;
import org.copyhold.store.blob.Throttle;
import org.copyhold.store.index.Index;
import org.copyhold.store.index.PackState;
import org.copyhold.store.index.Points;
import org.copyhold.store.index.ScrubRound;
import org.copyhold.store.index.Scrubs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Verifies every byte of a store a few packs at a time, without a key, and keeps in the database
 * how far it has come: whoever goes on after a restart goes on there. Jobs may run meanwhile. Used
 * by one thread.
 */
public final class Scrub {
    /** At most half a gigabyte is read once more after a restart. */
    private static final int PORTION = 8;

    private static final int POINTS = 100;

    private final BlobStore blobs;
    private final Index index;
    private final Points points;
    private final Scrubs rounds;

    /** A scrub of the store of these parts. */
    public Scrub(BlobStore blobs, Index index, Points points, Scrubs rounds) {
        this.blobs = blobs;
        this.index = index;
        this.points = points;
        this.rounds = rounds;
    }

    /**
     * What came of some packs.
     *
     * @param last number of the row of the last of them
     * @param damages what is wrong with them, and which recovery points suffer from it
     */
    public record Portion(long last, long packs, long bytes, List<Damage> damages) {
        public Portion {
            damages = List.copyOf(damages);
        }
    }

    /** The round that goes on. */
    public Optional<ScrubRound> running() {
        return rounds.running();
    }

    /** The last that has ended. */
    public Optional<ScrubRound> last() {
        return rounds.last();
    }

    /** Begins a round, which ends one that goes on. */
    public ScrubRound begin(Instant now) {
        var round = ScrubRound.from(now);
        rounds.note(round);
        return round;
    }

    /**
     * Verifies the next packs of a round, and notes nothing yet. Empty when there are no more.
     *
     * @throws org.copyhold.store.StoreException.Unavailable when the store cannot be read at all
     */
    public Optional<Portion> next(ScrubRound round, Throttle throttle) {
        var portion = index.packs().after(round.after(), PORTION);
        if (portion.isEmpty()) {
            return Optional.empty();
        }
        var troubles = new Troubles();
        var limited = new LimitedBlobs(blobs, throttle);
        var check = new PackCheck(limited, index, troubles);
        for (var pack : portion) {
            Interrupted.check();
            if (pack.state() == PackState.LIVE) {
                check.verifyAndKnow(pack);
            }
        }
        return Optional.of(
                new Portion(
                        portion.getLast().id(),
                        check.packs(),
                        check.bytes(),
                        withPoints(limited, troubles)));
    }

    /**
     * What was found, with the points that suffer from it. What following these comes across beside
     * is told with the portion that it lies in.
     */
    private List<Damage> withPoints(BlobStore limited, Troubles troubles) {
        int own = troubles.damages().size();
        if (own > 0) {
            follow(limited, troubles);
        }
        return troubles.damages().subList(0, own);
    }

    private void follow(BlobStore limited, Troubles troubles) {
        var check = new PointCheck(limited, index, points, troubles);
        for (var portion = points.after("", POINTS);
                !portion.isEmpty();
                portion = points.after(portion.getLast().id(), POINTS)) {
            portion.forEach(check::check);
        }
    }

    /**
     * Notes that packs were verified, and that what was found was dealt with.
     *
     * @param lost what is damaged still
     */
    public ScrubRound passed(ScrubRound round, Portion portion, long lost) {
        var next =
                new ScrubRound(
                        round.beganAt(),
                        null,
                        portion.last(),
                        round.packs() + portion.packs(),
                        round.bytes() + portion.bytes(),
                        round.damaged() + portion.damages().size(),
                        round.lost() + lost);
        rounds.note(next);
        return next;
    }

    /** Notes that some of what was damaged still has been healed. */
    public void mended(long count) {
        if (count > 0) {
            running().or(this::last).ifPresent(round -> rounds.note(round.mended(count)));
        }
    }

    /** Notes that all packs were verified. */
    public ScrubRound end(ScrubRound round, Instant now) {
        var ended = round.ended(now);
        rounds.end(ended);
        return ended;
    }
}
