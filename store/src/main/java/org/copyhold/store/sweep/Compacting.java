package org.copyhold.store.sweep;

import org.copyhold.store.Interrupted;
import org.copyhold.store.StoreException;
import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.index.Index;
import org.copyhold.store.index.PackKind;
import org.copyhold.store.index.PackRow;
import org.copyhold.store.index.PackSink;
import org.copyhold.store.index.Sweeps;
import org.copyhold.store.index.Transfers;
import org.copyhold.store.seal.FrameType;
import org.copyhold.store.walk.FrameReads;
import org.copyhold.store.walk.Wanted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Moves what is needed of mostly unneeded packs into new ones, verbatim and verified. One
 * transaction lets the new packs stand for the old; before it the old count, after it they go. Used
 * by one thread.
 */
final class Compacting {
    private static final Logger LOG = LoggerFactory.getLogger(Compacting.class);

    private final BlobStore blobs;
    private final Index index;
    private final Sweeps sweeps;
    private final Work work;

    Compacting(BlobStore blobs, Index index, Sweeps sweeps, Work work) {
        this.blobs = blobs;
        this.index = index;
        this.sweeps = sweeps;
        this.work = work;
    }

    /**
     * Replaces packs.
     *
     * @param sequence of the snapshot that the mark was made from
     * @return which of them are gone; the others came to be needed meanwhile, or are damaged
     */
    List<PackRow> replace(List<PackRow> packs, Mark mark, long sequence) {
        var held = index.packs().hold(work, packs.stream().map(PackRow::id).toList());
        Set<String> written = ConcurrentHashMap.newKeySet();
        var moved = new ArrayList<PackRow>();
        try (var sink =
                new PackSink(
                        blobs,
                        index,
                        work,
                        new Transfers(),
                        footer -> written.add(footer.packName()))) {
            for (var pack : packs) {
                if (held.contains(pack.id()) && move(pack, mark, sink)) {
                    moved.add(pack);
                }
            }
            sink.flush();
        }
        // A new pack may turn out to be one of the old: it then stays.
        moved.removeIf(pack -> written.contains(pack.name()));
        var gone =
                Set.copyOf(
                        sweeps.replace(work, moved.stream().map(PackRow::id).toList(), sequence));
        var removal = index.removal(blobs);
        moved.removeIf(pack -> !gone.contains(pack.id()));
        moved.forEach(removal::finish);
        return moved;
    }

    private boolean move(PackRow pack, Mark mark, PackSink sink) {
        Interrupted.check();
        var wanted =
                sweeps.frames(pack.id()).stream()
                        .filter(frame -> mark.isNeeded(frame.number()))
                        .map(frame -> new Wanted(frame.sid(), frame.offset(), frame.length()))
                        .toList();
        try {
            new FrameReads(blobs, index)
                    .read(
                            pack.name(),
                            wanted,
                            (sid, bytes, offset, length) ->
                                    sink.add(sid, type(pack.kind()), bytes, offset, length));
            return true;
        } catch (StoreException.Corrupt | StoreException.Missing e) {
            LOG.warn("Pack {} is not compacted: {}", pack.name(), e.explained());
            return false;
        }
    }

    private static FrameType type(PackKind kind) {
        return switch (kind) {
            case DATA -> FrameType.CHUNK;
            case PAGES -> FrameType.PAGE;
        };
    }
}
