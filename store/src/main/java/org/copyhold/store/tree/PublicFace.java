package org.copyhold.store.tree;

import org.copyhold.store.StoreException;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.seal.Frame;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The face of a page that is read without a key: what lies below it, in the order of use.
 *
 * @param height 0 for a leaf, whose children are chunks; above it children are pages of {@code
 *     height - 1}
 */
public record PublicFace(int height, List<Child> children) {
    /** No page lies higher. */
    public static final int MAX_HEIGHT = 8;

    /** No page has more children. */
    public static final int MAX_CHILDREN = 1024;

    private static final int HEADER_BYTES = 6;
    private static final int CHILD_BYTES = Sid.BYTES + 4;
    private static final byte VERSION = 1;

    public PublicFace {
        children = List.copyOf(children);
        if (height < 0 || height > MAX_HEIGHT) {
            throw new IllegalArgumentException("A page's height is 0 to 8, not " + height);
        }
    }

    /** A frame that a page names. */
    public record Child(Sid sid, int frameLength) {}

    /**
     * The public face that {@code bytes} writes.
     *
     * @throws StoreException.Corrupt when they are none
     */
    public static PublicFace parse(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || bytes[0] != VERSION) {
            throw malformed("it has no known beginning");
        }
        int height = bytes[1] & 0xff;
        int count = ByteBuffer.wrap(bytes).getInt(2);
        if (height > MAX_HEIGHT) {
            throw malformed("its height is " + height + ", over " + MAX_HEIGHT);
        }
        if (count < 0
                || count != (bytes.length - HEADER_BYTES) / CHILD_BYTES
                || bytes.length != HEADER_BYTES + count * CHILD_BYTES) {
            throw malformed(
                    "its length does not fit its " + Integer.toUnsignedString(count) + " children");
        }
        return new PublicFace(height, children(bytes, count));
    }

    private static List<Child> children(byte[] bytes, int count) {
        var children = new Child[count];
        var lengths = ByteBuffer.wrap(bytes);
        for (int i = 0; i < count; i++) {
            int at = HEADER_BYTES + i * CHILD_BYTES;
            int length = lengths.getInt(at + Sid.BYTES);
            if (length <= Frame.HEADER_BYTES || length > Frame.MAX_BYTES) {
                throw malformed("a child has " + Integer.toUnsignedString(length) + " bytes");
            }
            children[i] = new Child(Sid.of(bytes, at), length);
        }
        return List.of(children);
    }

    /** The bytes of this face, as {@link #parse} reads them. */
    public byte[] bytes() {
        var out = ByteBuffer.allocate(HEADER_BYTES + children.size() * CHILD_BYTES);
        out.put(VERSION).put((byte) height).putInt(children.size());
        for (var child : children) {
            child.sid().put(out.array(), out.position());
            out.position(out.position() + Sid.BYTES).putInt(child.frameLength());
        }
        return out.array();
    }

    private static StoreException malformed(String why) {
        return new StoreException.Corrupt(
                "The public face of a page is malformed: " + why + ".",
                "The store holds bytes that Copyhold did not write, or was written by a newer"
                        + " version.");
    }
}
