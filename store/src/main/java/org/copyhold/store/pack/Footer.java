package org.copyhold.store.pack;

import org.copyhold.store.StoreException;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.chunk.Sha256;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.seal.FrameType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The end of a pack: what lies where in it. Its hash is the pack's name.
 *
 * @param entries one for each frame, in the order in which they lie, without gaps
 */
public record Footer(List<PackEntry> entries) {
    /** Bytes that a frame takes in the footer. */
    public static final int ENTRY_BYTES = 41;

    static final int TAIL_BYTES = 12;

    private static final byte[] MAGIC = "CHPFOOT1".getBytes(StandardCharsets.US_ASCII);

    public Footer {
        entries = List.copyOf(entries);
        if (entries.isEmpty() || entries.size() > Pack.MAX_FRAMES) {
            throw new IllegalArgumentException(
                    "A pack has 1 to 65536 frames, not " + entries.size());
        }
        int end = Pack.MAGIC_BYTES;
        for (var entry : entries) {
            if (entry.offset() != end) {
                throw new IllegalArgumentException(
                        "Frame " + entry.sid() + " lies at " + entry.offset() + ", not at " + end);
            }
            end = entry.end();
        }
        if (end > Pack.MAX_BYTES - bytes(entries.size())) {
            throw new IllegalArgumentException("A pack ends at most 64 MiB after it began");
        }
    }

    private static int countOf(byte[] tail, BlobStore blobs, String packName) {
        try {
            return count(tail);
        } catch (StoreException.Corrupt e) {
            throw new StoreException.Corrupt(
                    "Pack " + packName + " in " + blobs.describe() + ": " + e.getMessage(),
                    Pack.HINT,
                    e);
        }
    }

    /** The footer's bytes. */
    public byte[] encode() {
        var out = ByteBuffer.allocate(bytes(entries.size()));
        for (var entry : entries) {
            entry.sid().put(out.array(), out.position());
            out.position(out.position() + Sid.BYTES);
            out.putInt(entry.offset()).putInt(entry.length()).put((byte) entry.type().code());
        }
        return out.putInt(entries.size()).put(MAGIC).array();
    }

    /**
     * The footer that these bytes are.
     *
     * @throws StoreException.Corrupt when they are none
     */
    public static Footer parse(byte[] bytes) {
        int count = count(bytes);
        if (bytes.length != bytes(count)) {
            throw damaged(
                    "A pack's footer has "
                            + bytes.length
                            + " bytes, which do not fit its "
                            + count
                            + " frames.");
        }
        var in = ByteBuffer.wrap(bytes);
        var entries = new ArrayList<PackEntry>(count);
        try {
            for (int i = 0; i < count; i++) {
                var sid = Sid.of(bytes, in.position());
                in.position(in.position() + Sid.BYTES);
                entries.add(new PackEntry(sid, in.getInt(), in.getInt(), FrameType.of(in.get())));
            }
            return new Footer(entries);
        } catch (IllegalArgumentException e) {
            throw new StoreException.Corrupt(
                    "A pack's footer is damaged: " + e.getMessage() + ".", Pack.HINT, e);
        }
    }

    /**
     * Reads the footer of a pack and checks it against the pack's name.
     *
     * @throws StoreException.Corrupt when it is not what the name says
     * @throws StoreException.Missing when there is no such pack
     */
    public static Footer read(BlobStore blobs, String packName) {
        try {
            return readOnce(blobs, packName);
        } catch (StoreException.Corrupt e) {
            return readOnce(blobs, packName); // it may have been damaged on its way only
        }
    }

    private static Footer readOnce(BlobStore blobs, String packName) {
        var blob = Pack.blob(packName);
        long size = blobs.size(blob);
        if (size > Pack.MAX_BYTES || size < Pack.MAGIC_BYTES + TAIL_BYTES) {
            throw damaged(
                    "Pack "
                            + packName
                            + " in "
                            + blobs.describe()
                            + " cannot have "
                            + size
                            + " bytes.");
        }
        var tail = range(blobs, packName, size - TAIL_BYTES, TAIL_BYTES);
        int length = bytes(countOf(tail, blobs, packName));
        if (length > size - Pack.MAGIC_BYTES) {
            throw damaged(
                    "Pack "
                            + packName
                            + " in "
                            + blobs.describe()
                            + " is shorter than its footer.");
        }
        var bytes = range(blobs, packName, size - length, length);
        if (!HexFormat.of().formatHex(Sha256.hash(bytes)).equals(packName)) {
            throw damaged(
                    "The footer of pack "
                            + packName
                            + " in "
                            + blobs.describe()
                            + " is not what the name says.");
        }
        var footer = parse(bytes);
        if (footer.packBytes() != size) {
            throw damaged(
                    "Pack "
                            + packName
                            + " in "
                            + blobs.describe()
                            + " has "
                            + size
                            + " bytes, not the "
                            + footer.packBytes()
                            + " of its footer.");
        }
        return footer;
    }

    /** 64 hexadecimal digits: the hash of the footer's bytes. */
    public String packName() {
        return HexFormat.of().formatHex(Sha256.hash(encode()));
    }

    /** Bytes of the whole pack. */
    public int packBytes() {
        return entries.getLast().end() + bytes(entries.size());
    }

    /** Bytes of a footer of this many entries. */
    static int bytes(int entries) {
        return entries * ENTRY_BYTES + TAIL_BYTES;
    }

    /** The number of entries that the last bytes of a footer tell. */
    private static int count(byte[] bytes) {
        int tail = bytes.length - TAIL_BYTES;
        if (tail < 0 || !Arrays.equals(bytes, tail + 4, bytes.length, MAGIC, 0, MAGIC.length)) {
            throw damaged("A pack does not end as a pack of this version does.");
        }
        int count = ByteBuffer.wrap(bytes).getInt(tail);
        if (count < 1 || count > Pack.MAX_FRAMES) {
            throw damaged("A pack cannot have " + Integer.toUnsignedString(count) + " frames.");
        }
        return count;
    }

    private static byte[] range(BlobStore blobs, String packName, long at, int length) {
        var bytes = new byte[length];
        if (blobs.read(Pack.blob(packName), at, bytes, 0, length) < length) {
            throw damaged("Pack " + packName + " in " + blobs.describe() + " ends early.");
        }
        return bytes;
    }

    private static StoreException.Corrupt damaged(String what) {
        return new StoreException.Corrupt(what, Pack.HINT);
    }
}
