package org.copyhold.store.copy;

import org.copyhold.store.CommittedPoint;
import org.copyhold.store.Interrupted;
import org.copyhold.store.StoreException;
import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.ServerSide;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.index.Index;
import org.copyhold.store.index.PackClaims;
import org.copyhold.store.index.PackSink;
import org.copyhold.store.index.Transfers;
import org.copyhold.store.pack.Footer;
import org.copyhold.store.pack.Pack;
import org.copyhold.store.seal.FrameType;
import org.copyhold.store.tree.PublicFace.Child;
import org.copyhold.store.walk.FrameReads;
import org.copyhold.store.walk.PageReads;
import org.copyhold.store.walk.PageReads.PageFrame;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One copy from store to store: pages are walked, what is there is held, what is missing moves pack
 * by pack (whole where all of it is wanted) while the walk goes on. Used by one thread, once.
 */
public final class Copying implements AutoCloseable {
    /**
     * Of what a copy moves inside one account, this part may be frames that nobody asked for, where
     * whole packs so can move.
     */
    private static final int UNWANTED_DIVISOR = 100;

    private final Place from;
    private final Place to;
    private final Work work;
    private final Tally tally;
    private final Movers movers;
    private final Optional<ServerSide> serverSide;
    private final Transfers transfers = new Transfers();
    private final PackSink sink;
    private final PackClaims claims;
    private final Arrivals arrivals;
    private final Plan plan;
    private long unwantedBytes;
    private boolean sawAll;

    /**
     * A copy that was not begun.
     *
     * @param progress told of every pack and every few pages, from any thread, one call at a time
     */
    public Copying(Place from, Place to, Work work, Consumer<CopyProgress> progress) {
        this.from = from;
        this.to = to;
        this.work = work;
        this.tally = new Tally(progress);
        this.movers = new Movers(from.blobs().reach().and(to.blobs().reach()));
        this.serverSide = to.blobs().serverSide(from.blobs());
        this.sink =
                new PackSink(
                        to.blobs(),
                        to.index(),
                        work,
                        transfers,
                        footer -> tally.moved(frameBytes(footer)));
        this.claims = new PackClaims(to.blobs(), to.index(), work);
        this.arrivals = new Arrivals(to.blobs(), to.index(), work);
        this.plan = new Plan(from.blobs(), from.index(), this::move);
    }

    /**
     * One end of a copy.
     *
     * @param account whose store it is; whole packs with unwanted frames never pass from one
     *     account to another
     */
    public record Place(BlobStore blobs, Index index, String account) {
        /** Reads its pages. */
        public PageReads pages() {
            return new PageReads(blobs, index);
        }
    }

    /**
     * Brings over what the destination lacks, and holds all of it.
     *
     * @param base a point of the destination that the work relies upon
     */
    public CopyResult copy(CommittedPoint source, Optional<CommittedPoint> base) {
        try {
            var walk = new PageWalk(from.pages(), to.pages());
            var leaves = walk.leaves(source, base, this::bringPages);
            sawAll = !walk.hasSkipped();
            tally.leaves(leaves.size());
            from.pages().read(leaves, 0, this::bringLeaves);
            plan.finish();
            settle(Set.of());
        } catch (StoreException.Corrupt e) {
            throw new StoreException.Corrupt(whileCopying(source, e), e.hint(), e);
        } catch (StoreException.Missing e) {
            throw new StoreException.Missing(whileCopying(source, e), e.hint(), e);
        }
        return new CopyResult(
                tally.progress(),
                tally.serverSidePacks(),
                tally.wholePacks(),
                sink.packs(),
                tally.serverSidePacks() > 0 ? Tier.V0 : Tier.V1,
                sawAll);
    }

    private static String whileCopying(CommittedPoint source, StoreException e) {
        return "Recovery point " + source.id() + " was not copied: " + e.getMessage();
    }

    private void bringLeaves(List<PageFrame> leaves) {
        bringPages(leaves);
        var chunks = new LinkedHashMap<Sid, Child>();
        for (var leaf : leaves) {
            leaf.face().children().forEach(chunk -> chunks.putIfAbsent(chunk.sid(), chunk));
        }
        var expected = arrivals.expect(absent(chunks));
        tally.wanted(bytes(new HashSet<>(expected), chunks));
        tally.read(leaves.size());
        plan.add(expected);
        movers.check();
        if (arrivals.areMany()) {
            settle(plan.waiting());
        }
    }

    /**
     * Pages that were just read need not be read again: those that are absent go to packs of their
     * own.
     */
    private void bringPages(List<PageFrame> pages) {
        var wanted = new LinkedHashMap<Sid, Child>();
        pages.forEach(page -> wanted.put(page.child().sid(), page.child()));
        var expected = new HashSet<>(arrivals.expect(absent(wanted)));
        tally.wanted(bytes(expected, wanted));
        for (var page : pages) {
            if (expected.contains(page.child().sid())) {
                sink.add(page.child().sid(), FrameType.PAGE, page.bytes(), 0, page.bytes().length);
            }
        }
    }

    private static long bytes(Collection<Sid> some, Map<Sid, Child> frames) {
        return frames.values().stream()
                .filter(frame -> some.contains(frame.sid()))
                .mapToLong(Child::frameLength)
                .sum();
    }

    /** Holds and counts what is there. */
    private List<Sid> absent(Map<Sid, Child> frames) {
        var held = to.index().hold(work, frames.keySet());
        var absent = new ArrayList<Sid>();
        frames.forEach(
                (sid, frame) -> {
                    if (held.containsKey(sid)) {
                        tally.skipped(frame.frameLength());
                    } else {
                        absent.add(sid);
                    }
                });
        return absent;
    }

    private void move(PackWants wants) {
        if (mayMoveWhole(wants)) {
            movers.start(() -> tryWhole(wants));
        } else {
            movers.start(() -> moveFrames(wants));
        }
    }

    private boolean mayMoveWhole(PackWants wants) {
        if (wants.isWhole()) {
            return true;
        }
        long more = unwantedBytes + wants.unwantedBytes();
        if (!from.account().equals(to.account())
                || more > tally.progress().bytesWanted() / UNWANTED_DIVISOR) {
            return false;
        }
        unwantedBytes = more;
        return true;
    }

    /** A pack that has gone meanwhile was replaced, and its frames lie elsewhere. */
    private void tryWhole(PackWants wants) {
        try {
            moveWhole(wants);
        } catch (StoreException.Missing e) {
            moveFrames(wants);
        } catch (StoreException.Corrupt e) {
            if (wants.isWhole()) {
                throw e;
            }
            moveFrames(wants); // what is damaged there may be what nobody looks for there
        }
    }

    private void moveWhole(PackWants wants) {
        transfers.begin();
        try {
            bringWhole(wants);
        } finally {
            transfers.end();
        }
    }

    private void bringWhole(PackWants wants) {
        var footer = Footer.read(from.blobs(), wants.pack().name());
        var stream = new PackStream(from.blobs(), to.blobs());
        claims.write(
                wants.pack().kind(),
                footer,
                name -> {
                    var crc = bring(wants, footer);
                    if (crc.isPresent()) {
                        return crc.getAsInt();
                    }
                    tally.wholePack();
                    return stream.move(footer, movers::isStopped);
                });
        tally.moved(wants.bytes());
    }

    /** Lets the storage copy the pack by itself, where it can and the pack's CRC32C is known. */
    private OptionalInt bring(PackWants wants, Footer footer) {
        if (serverSide.isEmpty()) {
            return OptionalInt.empty();
        }
        var crc = from.index().packs().crc32c(wants.pack().id());
        if (crc.isEmpty()
                || !serverSide
                        .get()
                        .bring(Pack.blob(footer.packName()), footer.packBytes(), crc.getAsInt())) {
            return OptionalInt.empty();
        }
        tally.serverSide(wants.bytes());
        return crc;
    }

    private void moveFrames(PackWants wants) {
        new FrameReads(from.blobs(), from.index())
                .read(
                        wants.pack().name(),
                        wants.frames(),
                        (sid, bytes, offset, length) -> {
                            if (movers.isStopped()) {
                                throw new Interrupted();
                            }
                            sink.add(sid, FrameType.CHUNK, bytes, offset, length);
                        });
    }

    /** Waits until everything on its way is durable, and sees for itself that it has arrived. */
    private void settle(Set<Sid> waiting) {
        movers.await();
        sink.flush();
        arrivals.confirm(waiting);
    }

    private static long frameBytes(Footer footer) {
        return footer.entries().stream().mapToLong(entry -> entry.length()).sum();
    }

    /** Ends what is under way; what is durable by then is found by the next attempt. */
    @Override
    public void close() {
        claims.stop();
        movers.close();
        sink.close();
    }
}
