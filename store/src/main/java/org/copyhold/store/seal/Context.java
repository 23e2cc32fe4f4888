package org.copyhold.store.seal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Builds what a sealed key is bound to: a tag, then texts with their lengths, numbers and plain
 * bytes. Not thread-safe.
 */
public final class Context {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Begins with a tag that no other kind of context has. */
    public Context(String tag) {
        out.writeBytes(tag.getBytes(StandardCharsets.UTF_8));
    }

    /** A text of at most 65,535 bytes, its length before it. */
    public Context text(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0xffff) {
            throw new IllegalArgumentException(
                    "Too long for a context: " + bytes.length + " bytes");
        }
        out.writeBytes(new byte[] {(byte) (bytes.length >>> 8), (byte) bytes.length});
        return raw(bytes);
    }

    /** A number of four bytes. */
    public Context number(int number) {
        return raw(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    /** Bytes whose number is fixed. */
    public Context raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** All of it. */
    public byte[] bytes() {
        return out.toByteArray();
    }
}
