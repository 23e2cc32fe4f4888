package org.copyhold.store.pack;

import org.copyhold.store.chunk.Sid;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The numbers and names of packs. */
public final class Pack {
    /** Bytes before the first frame. */
    public static final int MAGIC_BYTES = 8;

    /** A pack that has reached this is full. */
    public static final int TARGET_BYTES = 32 << 20;

    /** No pack is longer. */
    public static final int MAX_BYTES = 64 << 20;

    /** No pack has more frames. */
    public static final int MAX_FRAMES = 65_536;

    /** What the names of all packs' blobs begin with. */
    public static final String PREFIX = "packs/";

    static final byte[] MAGIC = "CHPACK01".getBytes(StandardCharsets.US_ASCII);

    static final String HINT =
            "Run \"copyhold store check --read-data\" to see which recovery points it belongs to,"
                    + " and use a copy of them.";

    private static final int NAME_LENGTH = 64;

    private Pack() {}

    /**
     * The name of the blob that the pack of this name is.
     *
     * @param packName 64 hexadecimal digits
     */
    public static String blob(String packName) {
        if (packName.length() != NAME_LENGTH) {
            throw new IllegalArgumentException(
                    "A pack's name has 64 hexadecimal digits: " + packName);
        }
        return PREFIX + packName.substring(0, 2) + "/" + packName;
    }

    /**
     * The bytes of the pack of this name; empty when these entries are not all of it.
     *
     * @param entries by where they lie
     */
    public static Optional<byte[]> assembled(
            String name, List<PackEntry> entries, Map<Sid, byte[]> frames) {
        try {
            var footer = new Footer(entries);
            if (!footer.packName().equals(name)) {
                return Optional.empty();
            }
            var pack = ByteBuffer.allocate(footer.packBytes()).put(MAGIC);
            for (var entry : entries) {
                pack.put(Objects.requireNonNull(frames.get(entry.sid())));
            }
            return Optional.of(pack.put(footer.encode()).array());
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // gaps between them
        }
    }
}
