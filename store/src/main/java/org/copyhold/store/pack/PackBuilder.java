package org.copyhold.store.pack;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.Draft;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.seal.Frame;
import org.copyhold.store.seal.FrameType;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A pack being filled: add frames while they fit, {@link #seal} it, record its rows, {@link
 * #publish} it. Not thread-safe.
 */
public final class PackBuilder implements AutoCloseable {
    private final Draft draft;
    private final List<PackEntry> entries = new ArrayList<>();
    private final CRC32C crc = new CRC32C();
    private @Nullable Footer sealed;

    /** Begins an empty pack; its bytes go to the store as they come. */
    public PackBuilder(BlobStore blobs) {
        draft = blobs.draft();
        append(Pack.MAGIC, 0, Pack.MAGIC_BYTES);
    }

    /**
     * Whether a frame of this length may still be added: the first always, later ones up to the
     * target size.
     */
    public boolean fits(int frameLength) {
        return entries.isEmpty()
                || (entries.size() < Pack.MAX_FRAMES
                        && draft.length() + frameLength + Footer.bytes(entries.size() + 1)
                                <= Pack.TARGET_BYTES);
    }

    /** Adds a frame that was made here. */
    public void add(Frame frame) {
        add(frame.sid(), frame.type(), frame.bytes(), 0, frame.bytes().length);
    }

    /** Adds a frame as it is; whoever calls has checked its sid. */
    public void add(Sid sid, FrameType type, byte[] bytes, int offset, int length) {
        if (sealed != null) {
            throw new IllegalStateException("The pack has its footer already");
        }
        if (!fits(length)) {
            throw new IllegalStateException("The pack is full");
        }
        var entry = new PackEntry(sid, (int) draft.length(), length, type);
        append(bytes, offset, length);
        entries.add(entry);
    }

    /** Frames added so far. */
    public int frames() {
        return entries.size();
    }

    /** Bytes written so far. */
    public long length() {
        return draft.length();
    }

    /**
     * Writes the footer, after which no frame can be added: now the pack has a name. Once sealed,
     * gives the same again.
     */
    public Footer seal() {
        if (sealed == null) {
            var footer = new Footer(entries);
            var bytes = footer.encode();
            append(bytes, 0, bytes.length);
            sealed = footer;
        }
        return sealed;
    }

    /** Gives the sealed pack its name in the store; durable on return. */
    public void publish() {
        if (sealed == null) {
            throw new IllegalStateException("A pack gets its footer before it gets its name");
        }
        draft.publish(Pack.blob(sealed.packName()));
    }

    /** Of all bytes so far; of the whole pack once it is sealed. */
    public int crc32c() {
        return (int) crc.getValue();
    }

    private void append(byte[] bytes, int offset, int length) {
        draft.append(bytes, offset, length);
        crc.update(bytes, offset, length);
    }

    /** Discards what was not published. */
    @Override
    public void close() {
        draft.close();
    }
}
