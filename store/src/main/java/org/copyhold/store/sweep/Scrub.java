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
        var check = new PackCheck(new LimitedBlobs(blobs, throttle), index, troubles);
        for (var pack : portion) {
            Interrupted.check();
            if (pack.state() == PackState.LIVE) {
                check.verifyAndKnow(pack);
            }
        }
        if (!troubles.damages().isEmpty()) {
            follow(troubles);
        }
        return Optional.of(
                new Portion(
                        portion.getLast().id(), check.packs(), check.bytes(), troubles.damages()));
    }

    /** Which points suffer from what was found. */
    private void follow(Troubles troubles) {
        var check = new PointCheck(blobs, index, points, troubles);
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

    /** Notes that all packs were verified. */
    public ScrubRound end(ScrubRound round, Instant now) {
        var ended = round.ended(now);
        rounds.end(ended);
        return ended;
    }
}
