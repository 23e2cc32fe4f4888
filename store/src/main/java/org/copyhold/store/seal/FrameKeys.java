package org.copyhold.store.seal;

import org.copyhold.store.chunk.Pid;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** The keys of frames, from the domain's secret down to the key that is used once. */
final class FrameKeys {
    private static final byte[] PID = "pid".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] KEY = "key".getBytes(StandardCharsets.US_ASCII);

    private FrameKeys() {}

    /** The dedup id that {@code m} gives. */
    static Pid pid(Workbench bench, byte[] m) {
        return Pid.of(Kdf.expand(bench.mac(m), PID, Pid.BYTES));
    }

    /** The chunk key that {@code m} gives. */
    static ChunkKey chunkKey(Workbench bench, byte[] m) {
        return ChunkKey.of(Kdf.expand(bench.mac(m), KEY, ChunkKey.BYTES));
    }

    /** K ‖ C of the frame with this salt: the 32-byte key used once, and the 16-byte commitment. */
    static byte[] once(Workbench bench, ChunkKey key, byte[] salt) {
        var info = Arrays.copyOf(salt, Header.SALT_BYTES + 1);
        info[Header.SALT_BYTES] = Header.SUITE;
        return Kdf.expand(bench.mac(key.secret()), info, Gcm.KEY_BYTES + Header.COMMITMENT_BYTES);
    }

    /**
     * Whether the commitment in {@code once} is the one that stands at {@code at}; takes the same
     * time either way.
     */
    static boolean commits(byte[] once, byte[] frame, int at) {
        return MessageDigest.isEqual(
                Arrays.copyOfRange(once, Gcm.KEY_BYTES, once.length),
                Arrays.copyOfRange(frame, at, at + Header.COMMITMENT_BYTES));
    }
}
