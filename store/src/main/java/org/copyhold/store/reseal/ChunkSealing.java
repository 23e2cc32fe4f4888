package org.copyhold.store.reseal;

import org.copyhold.store.Interrupted;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.copy.Copying;
import org.copyhold.store.copy.Movers;
import org.copyhold.store.index.Known;
import org.copyhold.store.index.Location;
import org.copyhold.store.index.PackSink;
import org.copyhold.store.seal.Frame;
import org.copyhold.store.seal.Resealer;
import org.copyhold.store.walk.FrameReads;
import org.copyhold.store.walk.Wanted;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Reads chunks where they lie, a few MiB of one pack at a time on threads of its own, compares each
 * with its sid and seals it anew.
 *
 * @param there tells which of these frames the destination has, and holds them: a hint may have
 *     been lost, or another job may have come first
 */
record ChunkSealing(
        Copying.Place from,
        Resealer resealer,
        PackSink sink,
        Movers movers,
        Function<Map<Sid, Frame>, Set<Sid>> there) {
    private static final int PIECE_BYTES = 4 << 20;

    /**
     * Returns when all that were not there have been handed to packs; what each was sealed anew as.
     */
    Map<Sid, Known> seal(Map<Sid, KeyedFrame> chunks) {
        var reads = new FrameReads(from.blobs(), from.index());
        var sealed = new ConcurrentHashMap<Sid, Known>();
        byPack(reads, chunks)
                .forEach(
                        (pack, frames) ->
                                pieces(frames)
                                        .forEach(
                                                piece ->
                                                        movers.start(
                                                                () ->
                                                                        seal(
                                                                                reads, pack, piece,
                                                                                chunks, sealed))));
        movers.await();
        return sealed;
    }

    private void seal(
            FrameReads reads,
            String pack,
            List<Wanted> piece,
            Map<Sid, KeyedFrame> keys,
            Map<Sid, Known> sealed) {
        var frames = new LinkedHashMap<Sid, Frame>();
        reads.read(
                pack,
                piece,
                (sid, bytes, offset, length) -> {
                    if (movers.isStopped()) {
                        throw new Interrupted();
                    }
                    var frame = resealer.chunk(bytes, offset, length, KeyedWalk.key(keys, sid));
                    frames.put(frame.sid(), frame);
                    sealed.put(sid, new Known(frame.sid(), frame.bytes().length));
                });
        frames.keySet().removeAll(there.apply(frames));
        frames.values().forEach(sink::add);
    }

    private Map<String, List<Wanted>> byPack(FrameReads reads, Map<Sid, KeyedFrame> chunks) {
        var found = new HashMap<Sid, Location>(from.index().find(chunks.keySet()));
        var packs = new TreeMap<String, List<Wanted>>();
        for (var sid : chunks.keySet()) {
            var at = found.get(sid);
            if (at == null) {
                throw reads.unknown(sid);
            }
            packs.computeIfAbsent(at.packName(), _ -> new ArrayList<>())
                    .add(new Wanted(sid, at.offset(), at.length()));
        }
        return packs;
    }

    private static List<List<Wanted>> pieces(List<Wanted> frames) {
        frames.sort(Comparator.comparingLong(Wanted::offset));
        var pieces = new ArrayList<List<Wanted>>();
        var piece = new ArrayList<Wanted>();
        long bytes = 0;
        for (var frame : frames) {
            if (bytes >= PIECE_BYTES) {
                pieces.add(piece);
                piece = new ArrayList<>();
                bytes = 0;
            }
            piece.add(frame);
            bytes += frame.length();
        }
        pieces.add(piece);
        return pieces;
    }
}
