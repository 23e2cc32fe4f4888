package org.copyhold.store.write;

import org.copyhold.store.Work;
import org.copyhold.store.chunk.Pid;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.index.Index;
import org.copyhold.store.index.Known;
import org.copyhold.store.seal.DedupDomain;
import org.copyhold.store.seal.Frame;
import org.copyhold.store.seal.Sealer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/** Seals the chunks of batches that the store does not have yet. Thread-safe. */
final class BatchSealer {
    private final Sealer sealer;
    private final Index index;
    private final Work work;
    private final RecentChunks recent = new RecentChunks();

    BatchSealer(DedupDomain domain, Index index, Work work) {
        this.sealer = new Sealer(domain);
        this.index = index;
        this.work = work;
    }

    /** Finds the frame of every cut; those that are not in the store come with their bytes. */
    Batch seal(Batch batch) {
        if (batch.cuts().isEmpty()) {
            return batch;
        }
        var frames = new HashMap<Pid, Known>();
        for (var cut : batch.cuts()) {
            cut.identified(sealer.identify(batch.buffer(), cut.offset(), cut.length()));
            var frame = recent.get(cut.pid());
            if (frame != null) {
                frames.put(cut.pid(), frame);
            }
        }
        findKnown(batch, frames);
        sealUnknown(batch, frames);
        for (var cut : batch.cuts()) {
            cut.storedAs(there(frames, cut.pid()));
        }
        frames.forEach(recent::put);
        return batch;
    }

    /** Takes what the index says a plaintext was sealed as, where the frame can be held. */
    private void findKnown(Batch batch, Map<Pid, Known> frames) {
        var pids = new HashSet<Pid>();
        batch.cuts().forEach(cut -> pids.add(cut.pid()));
        pids.removeAll(frames.keySet());
        if (pids.isEmpty()) {
            return;
        }
        var known = index.known(pids);
        if (known.isEmpty()) {
            return;
        }
        var held = index.hold(work, known.values().stream().map(Known::sid).toList());
        known.forEach(
                (pid, hint) -> {
                    if (held.containsKey(hint.sid())) {
                        frames.put(pid, hint);
                    }
                });
    }

    /** Seals the rest; a frame that the store turns out to have is not packed again. */
    private void sealUnknown(Batch batch, Map<Pid, Known> frames) {
        var fresh = new HashMap<Sid, Cut>();
        for (var cut : batch.cuts()) {
            if (!frames.containsKey(cut.pid())) {
                var frame = seal(batch, cut);
                frames.put(cut.pid(), new Known(frame.sid(), frame.bytes().length));
                cut.freshly(frame);
                fresh.put(frame.sid(), cut);
            }
        }
        if (!fresh.isEmpty()) {
            index.hold(work, fresh.keySet())
                    .keySet()
                    .forEach(sid -> there(fresh, sid).freshly(null));
        }
    }

    private Frame seal(Batch batch, Cut cut) {
        return sealer.seal(cut.identity(), batch.buffer(), cut.offset(), cut.length());
    }

    private static <K, V> V there(Map<K, V> map, K key) {
        var value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("No frame was found or made for " + key);
        }
        return value;
    }
}
