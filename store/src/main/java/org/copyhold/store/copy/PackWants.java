package org.copyhold.store.copy;

import org.copyhold.store.index.PackRow;
import org.copyhold.store.walk.Wanted;

import java.util.ArrayList;
import java.util.List;

/**
 * What is wanted of one pack of the source. Grows while leaves are read; then it is moved. Not
 * thread-safe.
 */
final class PackWants {
    private static final int ENTRY_BYTES = 41;
    private static final int FRAMELESS_BYTES = 20;

    private final PackRow pack;
    private final List<Wanted> frames = new ArrayList<>();
    private long bytes;
    private int touched;

    PackWants(PackRow pack) {
        this.pack = pack;
    }

    void add(Wanted frame, int batch) {
        frames.add(frame);
        bytes += frame.length();
        touched = batch;
    }

    PackRow pack() {
        return pack;
    }

    List<Wanted> frames() {
        return frames;
    }

    /** Bytes of wanted frames. */
    long bytes() {
        return bytes;
    }

    /** The batch of leaves that last wanted something of it. */
    int touched() {
        return touched;
    }

    boolean isWhole() {
        return frames.size() == pack.frames();
    }

    /** Bytes of frames in the pack that nobody asked for. */
    long unwantedBytes() {
        return Math.max(
                0, pack.bytes() - FRAMELESS_BYTES - (long) ENTRY_BYTES * pack.frames() - bytes);
    }
}
