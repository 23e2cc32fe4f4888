package org.copyhold.store.index;

import org.copyhold.store.Interrupted;
import org.copyhold.store.StoreException;
import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.pack.Footer;
import org.copyhold.store.pack.Pack;
import org.copyhold.store.pack.PackReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;

/**
 * Writes packs under the rules: claimed first, then written, then made LIVE; one that is there is
 * only held, one that another job is writing is waited for, one that is being deleted is deleted to
 * the end. Thread-safe.
 *
 * <p>Nobody waits for a pack while having another one claimed and not written, so nobody waits in a
 * circle: a thread claims, writes and makes LIVE one pack at a time.
 */
public final class PackClaims {
    private static final Logger LOG = LoggerFactory.getLogger(PackClaims.class);

    private static final long LONGEST_WAIT_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final BlobStore blobs;
    private final Index index;
    private final Work work;
    private volatile boolean stopped;

    /** Claims in this store, for a job that was begun. */
    public PackClaims(BlobStore blobs, Index index, Work work) {
        this.blobs = blobs;
        this.index = index;
        this.work = work;
    }

    /**
     * Sees to it that the pack is LIVE and held.
     *
     * @param write makes the pack durable under its name, which it is given, and answers the pack's
     *     CRC32C
     * @return whether this call wrote it; false when it was there
     */
    public boolean write(PackKind kind, Footer footer, ToIntFunction<String> write) {
        var deadline = System.nanoTime() + LONGEST_WAIT_NANOS;
        while (true) {
            switch (index.packs().claim(work, kind, footer)) {
                case Claim.Granted(long pack) -> {
                    clear(footer.packName());
                    write(pack, footer, write);
                    return true;
                }
                case Claim.Present present -> {
                    return false;
                }
                case Claim.Condemned(PackRow pack) -> index.removal(blobs).finish(pack);
                case Claim.Taken(String writer) -> await(footer.packName(), writer, deadline);
            }
        }
    }

    /** What lies under the name of a pack that the catalogue did not have may be damaged. */
    private void clear(String name) {
        var blob = Pack.blob(name);
        if (blobs.exists(blob)) {
            try {
                new PackReader(blobs).verify(name, _ -> damaged(name));
            } catch (StoreException.Corrupt | StoreException.Missing e) {
                LOG.warn("A pack that nobody knew of is replaced. {}", e.explained());
                blobs.delete(blob);
            }
        }
    }

    private void damaged(String name) {
        throw new StoreException.Corrupt(
                "Pack " + name + " in " + blobs.describe() + " is damaged.", "");
    }

    private void write(long pack, Footer footer, ToIntFunction<String> write) {
        int crc32c;
        try {
            crc32c = write.applyAsInt(footer.packName());
        } catch (StoreException.OutcomeUnknown e) {
            throw e;
        } catch (RuntimeException e) {
            dropUnwritten(pack, footer, e);
            throw e;
        }
        index.packs().publish(work, pack, footer.entries(), OptionalInt.of(crc32c));
    }

    /**
     * A pack that could not be written leaves nothing behind; where even that fails, whoever begins
     * or ends the job sees to it.
     */
    private void dropUnwritten(long pack, Footer footer, RuntimeException why) {
        try {
            var removal = index.removal(blobs);
            removal.giveUp(work, pack);
            index.packs()
                    .named(footer.packName())
                    .filter(row -> row.state() == PackState.DELETING)
                    .ifPresent(removal::finish);
        } catch (RuntimeException e) {
            why.addSuppressed(e);
        }
    }

    private void await(String pack, String writer, long deadline) {
        var pause = FIRST_PAUSE_NANOS;
        while (index.packs()
                .named(pack)
                .filter(row -> row.state() == PackState.WRITING)
                .isPresent()) {
            if (stopped || Thread.currentThread().isInterrupted()) {
                throw new Interrupted();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new StoreException.Unavailable(
                        "Pack "
                                + pack
                                + " is being written by job "
                                + writer
                                + ", which does not end.",
                        "See what became of that job; this one can be tried again.",
                        true,
                        null);
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
    }

    /** Ends all waiting. */
    public void stop() {
        stopped = true;
    }
}
