package org.copyhold.store.sweep;

import org.copyhold.store.Interrupted;
import org.copyhold.store.StoreException;
import org.copyhold.store.Tolerance;
import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.index.Claim;
import org.copyhold.store.index.Index;
import org.copyhold.store.index.PackKind;
import org.copyhold.store.pack.Footer;
import org.copyhold.store.pack.Pack;
import org.copyhold.store.seal.FrameType;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Makes a catalogue of the packs that lie in a store, by their footers, each held for a work. A
 * pack that is there already, by an attempt before, is only held. Frames are not read: a check does
 * that.
 */
public final class PackRebuild {
    /** A store behind a network answers late; several are asked for at once. */
    private static final int THREADS = 8;

    private static final int PORTION = 256;

    private final BlobStore blobs;
    private final Index index;
    private final Work work;
    private final Tolerance tolerance;
    private final AtomicLong done = new AtomicLong();
    private final ConcurrentLinkedQueue<String> damages = new ConcurrentLinkedQueue<>();

    /** A catalogue of these blobs, into this index. */
    public PackRebuild(BlobStore blobs, Index index, Work work) {
        this.blobs = blobs;
        this.index = index;
        this.work = work;
        this.tolerance = new Tolerance(blobs);
    }

    /**
     * Goes through all packs.
     *
     * @param progress told how many are done, from any thread
     * @return a sentence for each pack that is not as it must be, and so is not in the catalogue
     */
    public List<String> run(LongConsumer progress) {
        var names =
                blobs.list(Pack.PREFIX).stream()
                        .map(name -> name.substring(name.lastIndexOf('/') + 1))
                        .filter(name -> name.matches("[0-9a-f]{64}"))
                        .toList();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (int from = 0; from < names.size(); from += PORTION) {
                var portion = names.subList(from, Math.min(from + PORTION, names.size()));
                await(
                        portion.stream()
                                .<Future<?>>map(
                                        name ->
                                                threads.submit(
                                                        () -> {
                                                            add(name);
                                                            progress.accept(done.incrementAndGet());
                                                        }))
                                .toList());
            }
        }
        return List.copyOf(damages);
    }

    private void add(String name) {
        try {
            add(Footer.read(blobs, name));
        } catch (StoreException.Missing | StoreException.Corrupt | StoreException.Unavailable e) {
            damages.add(tolerance.told(e));
        }
    }

    private void add(Footer footer) {
        switch (index.packs().claim(work, kind(footer), footer)) {
            case Claim.Granted(var pack) ->
                    index.packs().publish(work, pack, footer.entries(), OptionalInt.empty());
            case Claim.Present _, Claim.Taken _, Claim.Condemned _ -> {} // known
        }
    }

    private static PackKind kind(Footer footer) {
        return footer.entries().stream().allMatch(entry -> entry.type() == FrameType.PAGE)
                ? PackKind.PAGES
                : PackKind.DATA;
    }

    private static void await(List<Future<?>> portion) {
        try {
            for (var pack : portion) {
                pack.get();
            }
        } catch (InterruptedException e) {
            throw new Interrupted();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException trouble -> throw trouble;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
