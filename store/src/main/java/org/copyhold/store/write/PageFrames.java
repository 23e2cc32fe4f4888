package org.copyhold.store.write;

import org.copyhold.store.Work;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.index.Index;
import org.copyhold.store.index.PackSink;
import org.copyhold.store.seal.Frame;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Pages on their way into packs, some at a time, without those that the store has. Not thread-safe.
 */
final class PageFrames {
    private static final int MAX_WAITING = 64;
    private static final int MAX_WAITING_BYTES = 2 << 20;

    private final Index index;
    private final Work work;
    private final PackSink sink;
    private final Tally tally;
    private final Map<Sid, Frame> waiting = new LinkedHashMap<>();
    private int waitingBytes;

    PageFrames(Index index, Work work, PackSink sink, Tally tally) {
        this.index = index;
        this.work = work;
        this.sink = sink;
        this.tally = tally;
    }

    void add(Frame page) {
        waiting.put(page.sid(), page);
        waitingBytes += page.bytes().length;
        if (waiting.size() >= MAX_WAITING || waitingBytes >= MAX_WAITING_BYTES) {
            flush();
        }
    }

    /** Hands what waits to the packs. */
    void flush() {
        index.hold(work, waiting.keySet()).keySet().forEach(waiting::remove);
        for (var page : waiting.values()) {
            if (sink.add(page)) {
                tally.storedBytes.add(page.bytes().length);
            }
        }
        waiting.clear();
        waitingBytes = 0;
    }
}
