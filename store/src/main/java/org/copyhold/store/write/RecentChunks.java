package org.copyhold.store.write;

import org.copyhold.store.chunk.Pid;
import org.copyhold.store.index.Known;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentHashMap;

/**
 * What this ingest sealed or held lately, by plaintext: two generations, the older one dropped when
 * the younger is full. Thread-safe.
 */
final class RecentChunks {
    private static final int GENERATION = 1 << 15;

    private volatile ConcurrentHashMap<Pid, Known> young = new ConcurrentHashMap<>();
    private volatile ConcurrentHashMap<Pid, Known> old = new ConcurrentHashMap<>();

    @Nullable Known get(Pid pid) {
        var frame = young.get(pid);
        return frame != null ? frame : old.get(pid);
    }

    void put(Pid pid, Known frame) {
        young.put(pid, frame);
        if (young.size() >= GENERATION) {
            turn();
        }
    }

    private synchronized void turn() {
        if (young.size() >= GENERATION) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
    }
}
