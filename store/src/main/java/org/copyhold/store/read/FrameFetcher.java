package org.copyhold.store.read;

import org.copyhold.store.Interrupted;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.index.Index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Fetches frames and opens them, many at a time: frames that lie close together in a pack are read
 * at once. Used by one thread; works on threads of its own.
 */
final class FrameFetcher implements AutoCloseable {
    private static final int MAX_RANGE_BYTES = 2 << 20;
    private static final int MAX_GAP_BYTES = 32 << 10;

    private final Index index;
    private final FrameRange.Source source;
    private final ThreadPoolExecutor threads;

    FrameFetcher(BlobStore blobs, Index index, int threads) {
        this.index = index;
        this.source = new FrameRange.Source(blobs, index);
        this.threads =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        1,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().name("store-read-", 0).daemon().factory());
        this.threads.allowCoreThreadTimeOut(true);
    }

    /** Begins to fetch; what comes is in the order of the openings. */
    <T> List<Pending<T>> fetch(List<? extends Opening<T>> openings) {
        Interrupted.check();
        var sids = new HashSet<Sid>();
        openings.forEach(opening -> sids.add(opening.sid()));
        var locations = index.find(sids);
        var all = new ArrayList<Pending<T>>(openings.size());
        var placed = new ArrayList<FrameRange.Placed<T>>(openings.size());
        for (var opening : openings) {
            var pending = new Pending<T>(opening);
            all.add(pending);
            var location = locations.get(opening.sid());
            if (location == null) {
                pending.fail(source.missing(opening.sid()));
            } else {
                placed.add(new FrameRange.Placed<>(pending, location));
            }
        }
        submitRanges(placed);
        return all;
    }

    private <T> void submitRanges(List<FrameRange.Placed<T>> placed) {
        placed.sort(
                Comparator.comparingLong((FrameRange.Placed<T> p) -> p.location().packId())
                        .thenComparingLong(p -> p.location().offset()));
        int from = 0;
        for (int i = 1; i <= placed.size(); i++) {
            if (i == placed.size() || !belongs(placed, from, i)) {
                threads.execute(new FrameRange<>(source, List.copyOf(placed.subList(from, i))));
                from = i;
            }
        }
    }

    /** Whether frame {@code i} may be read together with those from {@code from} on. */
    private static <T> boolean belongs(List<FrameRange.Placed<T>> placed, int from, int i) {
        var first = placed.get(from).location();
        var next = placed.get(i);
        return next.location().packId() == first.packId()
                && next.location().offset() - placed.get(i - 1).end() <= MAX_GAP_BYTES
                && next.end() - first.offset() <= MAX_RANGE_BYTES;
    }

    /** Returns when no thread reads any more; what has not begun never will. */
    @Override
    public void close() {
        threads.getQueue().clear();
        threads.close();
    }
}
