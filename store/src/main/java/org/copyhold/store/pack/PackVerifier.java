package org.copyhold.store.pack;

import org.copyhold.store.StoreException;
import org.copyhold.store.chunk.Sha256;
import org.copyhold.store.chunk.Sid;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Checks a pack while its bytes stream by, first to last: every frame against its sid, the rest
 * against the footer. Not thread-safe.
 */
public final class PackVerifier {
    private final Footer footer;
    private final Consumer<PackEntry> damaged;
    private final MessageDigest sha = Sha256.digest();
    private final byte[] magic = new byte[Pack.MAGIC_BYTES];
    private int next;
    private int at;

    /**
     * Checks a pack whose footer was read and compared with its name already ({@link Footer#read}).
     *
     * @param damaged told of each frame whose bytes are not what its sid says; may throw to end the
     *     check
     */
    public PackVerifier(Footer footer, Consumer<PackEntry> damaged) {
        this.footer = footer;
        this.damaged = damaged;
    }

    /** The next bytes of the pack. */
    public void update(byte[] bytes, int offset, int length) {
        int done = 0;
        while (done < length) {
            int count = Math.min(length - done, sectionEnd() - at);
            if (count <= 0) {
                throw corrupt("is longer than its footer says");
            }
            take(bytes, offset + done, count);
            done += count;
        }
    }

    /**
     * To be called behind the last byte.
     *
     * @throws StoreException.Corrupt when the pack has not ended, or its magic or footer are
     *     damaged
     */
    public void finish() {
        if (at != footer.packBytes()) {
            throw corrupt("ends after " + at + " of " + footer.packBytes() + " bytes");
        }
        if (!Arrays.equals(magic, Pack.MAGIC)) {
            throw corrupt("does not begin as a pack of this version does");
        }
        if (!MessageDigest.isEqual(sha.digest(), Sha256.hash(footer.encode()))) {
            throw corrupt("has a damaged footer");
        }
    }

    /** Where the section ends in which the next byte lies: magic, a frame, or the footer. */
    private int sectionEnd() {
        if (at < Pack.MAGIC_BYTES) {
            return Pack.MAGIC_BYTES;
        }
        return next < footer.entries().size()
                ? footer.entries().get(next).end()
                : footer.packBytes();
    }

    private void take(byte[] bytes, int offset, int count) {
        if (at < Pack.MAGIC_BYTES) {
            System.arraycopy(bytes, offset, magic, at, count);
            at += count;
            return;
        }
        sha.update(bytes, offset, count);
        at += count;
        if (next < footer.entries().size() && at == footer.entries().get(next).end()) {
            var entry = footer.entries().get(next++);
            if (!Sid.of(sha.digest()).equals(entry.sid())) {
                damaged.accept(entry);
            }
        }
    }

    private StoreException.Corrupt corrupt(String what) {
        return new StoreException.Corrupt(
                "Pack " + footer.packName() + " " + what + ".", Pack.HINT);
    }
}
