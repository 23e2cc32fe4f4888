package org.copyhold.store.sweep;

import org.copyhold.store.Interrupted;
import org.copyhold.store.StoreException;
import org.copyhold.store.Tolerance;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.index.Index;
import org.copyhold.store.index.PackRow;
import org.copyhold.store.index.PackState;
import org.copyhold.store.pack.Pack;
import org.copyhold.store.pack.PackEntry;
import org.copyhold.store.pack.PackReader;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.CRC32C;

/** Hashes every byte of every pack, on as many threads as there are cores. Used by one thread. */
final class PackCheck {
    private static final int PORTION = 100;

    private final BlobStore blobs;
    private final Index index;
    private final Troubles troubles;
    private final PackReader reader;
    private final PackLook look;
    private final CheckDepth depth;
    private final Tolerance tolerance;
    private final LongAdder packs = new LongAdder();
    private final LongAdder frames = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    PackCheck(BlobStore blobs, Index index, Troubles troubles) {
        this(blobs, index, troubles, CheckDepth.READ_DATA);
    }

    PackCheck(BlobStore blobs, Index index, Troubles troubles, CheckDepth depth) {
        this.depth = depth;
        this.tolerance = new Tolerance(blobs);
        this.look = new PackLook(blobs, index, troubles);
        this.blobs = blobs;
        this.index = index;
        this.troubles = troubles;
        this.reader = new PackReader(blobs);
    }

    long packs() {
        return packs.sum();
    }

    long frames() {
        return frames.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    /** Checks all packs of the catalogue, and that there are no others. */
    void run(Runnable afterPack) {
        try (var threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            long last = 0;
            while (true) {
                var portion = index.packs().after(last, PORTION);
                if (portion.isEmpty()) {
                    break;
                }
                verify(portion, threads, afterPack);
                last = portion.getLast().id();
            }
        }
        blobs.list(Pack.PREFIX).forEach(look::atStray);
    }

    private void verify(List<PackRow> portion, ExecutorService threads, Runnable afterPack) {
        var checks = new ArrayList<Callable<Void>>();
        for (var pack : portion) {
            if (pack.state() == PackState.LIVE) {
                checks.add(
                        () -> {
                            switch (depth) {
                                case QUICK -> {
                                    look.at(pack);
                                    frames.add(pack.frames());
                                    packs.increment();
                                }
                                case READ_DATA -> verify(pack, new CRC32C());
                            }
                            afterPack.run();
                            return null;
                        });
            }
        }
        try {
            for (var check : threads.invokeAll(checks)) {
                check.get();
            }
        } catch (InterruptedException e) {
            throw new Interrupted();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException trouble -> throw trouble;
                case Error error -> throw error;
                case null, default ->
                        throw new IllegalStateException("A pack could not be checked", e);
            }
        }
    }

    /** Verifies a pack, and puts its CRC32C into the catalogue, which may lack it. */
    void verifyAndKnow(PackRow pack) {
        var crc = new CRC32C();
        if (verify(pack, crc)) {
            index.packs().remember(pack.id(), (int) crc.getValue());
        }
    }

    /** Whether the pack is whole. */
    private boolean verify(PackRow pack, CRC32C crc) {
        var damaged = new ArrayList<PackEntry>();
        var whole = false;
        try {
            var footer = reader.verify(pack.name(), damaged::add, crc);
            whole = damaged.isEmpty();
            addDamaged(pack, damaged);
            look.compare(pack, footer);
            frames.add(footer.entries().size());
        } catch (StoreException.Missing | StoreException.Corrupt | StoreException.Unavailable e) {
            var what = tolerance.told(e);
            if (!look.isNeeded(pack)) {
                return false; // removed while it was read, or healed
            }
            troubles.addPack(pack.name(), what);
        }
        packs.increment();
        bytes.add(pack.bytes());
        return whole;
    }

    /** A frame that the index does not look for here any more was healed. */
    private void addDamaged(PackRow pack, List<PackEntry> damaged) {
        if (damaged.isEmpty()) {
            return;
        }
        var looked = new HashSet<Sid>();
        index.frames().of(pack.id()).forEach(entry -> looked.add(entry.sid()));
        for (var entry : damaged) {
            if (looked.contains(entry.sid())) {
                troubles.addFrame(entry.sid(), damaged(pack, entry), pack.name());
            }
        }
    }

    private String damaged(PackRow pack, PackEntry entry) {
        return "Frame "
                + entry.sid()
                + " at "
                + entry.offset()
                + " in pack "
                + pack.name()
                + " of "
                + blobs.describe()
                + " is damaged.";
    }
}
