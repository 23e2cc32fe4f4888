package org.copyhold.store.walk;

import org.copyhold.store.StoreException;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.pack.Pack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads single frames of a pack in as few reads as is sensible, each checked against its sid.
 * Thread-safe.
 */
record RangedReads(BlobStore blobs) {
    private static final int MAX_RUN_BYTES = 4 << 20;

    /**
     * Reads frames of one pack, in the order in which they lie there.
     *
     * @throws StoreException.Corrupt naming the first frame that is not what its sid says
     */
    void read(String pack, List<Wanted> frames, FrameReads.Taker taker) {
        var ordered = new ArrayList<>(frames);
        ordered.sort(Comparator.comparingLong(Wanted::offset));
        var buffer = new byte[0];
        for (int from = 0; from < ordered.size(); ) {
            int to = endOfRun(ordered, from);
            int length = (int) (ordered.get(to - 1).end() - ordered.get(from).offset());
            if (buffer.length < length) {
                buffer = new byte[length];
            }
            readRun(pack, ordered.subList(from, to), buffer, taker);
            from = to;
        }
    }

    private int endOfRun(List<Wanted> frames, int from) {
        long start = frames.get(from).offset();
        int to = from + 1;
        while (to < frames.size()
                && frames.get(to).offset() - frames.get(to - 1).end() <= blobs.reach().gapBytes()
                && frames.get(to).end() - start <= MAX_RUN_BYTES) {
            to++;
        }
        return to;
    }

    private void readRun(String pack, List<Wanted> run, byte[] buffer, FrameReads.Taker taker) {
        long start = run.getFirst().offset();
        int length = (int) (run.getLast().end() - start);
        int read = blobs.read(Pack.blob(pack), start, buffer, 0, length);
        for (var frame : run) {
            int at = (int) (frame.offset() - start);
            if (!isWhole(frame, buffer, at, read)
                    && !isWhole(frame, buffer, at, again(pack, frame, buffer, at))) {
                throw FrameReads.damaged(blobs, frame.sid(), pack);
            }
            taker.take(frame.sid(), buffer, at, frame.length());
        }
    }

    private static boolean isWhole(Wanted frame, byte[] buffer, int at, int end) {
        return at + frame.length() <= end
                && Sid.hashOf(buffer, at, frame.length()).equals(frame.sid());
    }

    /** It may have been damaged on its way only. */
    private int again(String pack, Wanted frame, byte[] buffer, int at) {
        return at + blobs.read(Pack.blob(pack), frame.offset(), buffer, at, frame.length());
    }
}
