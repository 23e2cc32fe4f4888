package org.copyhold.store.write;

import org.copyhold.store.index.Known;
import org.copyhold.store.index.PackSink;
import org.copyhold.store.tree.TreeBuilder;

/** Takes sealed batches in order: frames go into packs, records into the tree. Not thread-safe. */
final class Recorder {
    private final TreeBuilder tree;
    private final PackSink sink;
    private final Hints hints;
    private final Tally tally;

    Recorder(TreeBuilder tree, PackSink sink, Hints hints, Tally tally) {
        this.tree = tree;
        this.sink = sink;
        this.hints = hints;
        this.tally = tally;
    }

    void record(Batch batch) {
        for (var item : batch.items()) {
            switch (item) {
                case Batch.Begun begun -> tree.add(begun.entry());
                case Batch.Kept kept -> {
                    tree.add(kept.chunk());
                    tally.skippedBytes.add(kept.chunk().chunk().length());
                }
                case Cut cut -> record(cut);
            }
        }
    }

    private void record(Cut cut) {
        var fresh = cut.fresh();
        if (fresh != null && sink.add(fresh)) {
            tally.storedBytes.add(fresh.bytes().length);
            hints.add(cut.pid(), new Known(fresh.sid(), fresh.bytes().length));
        } else {
            tally.skippedBytes.add(cut.length());
        }
        tree.add(cut.stored());
    }
}
