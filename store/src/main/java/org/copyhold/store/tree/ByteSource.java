package org.copyhold.store.tree;

import org.copyhold.store.StoreException;

import java.util.Arrays;

/** Reads the bytes of a sealed face and refuses to read beyond its end. Not thread-safe. */
final class ByteSource {
    private final byte[] bytes;
    private final int end;
    private int at;

    ByteSource(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private ByteSource(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    int remaining() {
        return end - at;
    }

    int get() {
        need(1);
        return bytes[at++] & 0xff;
    }

    int getInt() {
        need(4);
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = (value << 8) | (bytes[at++] & 0xff);
        }
        return value;
    }

    long getVarint() {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int next = get();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw malformed("a number is longer than nine bytes");
    }

    byte[] get(long count) {
        need(count);
        at += (int) count;
        return Arrays.copyOfRange(bytes, at - (int) count, at);
    }

    /** A source of the next {@code count} bytes, which this one skips. */
    ByteSource slice(long count) {
        need(count);
        at += (int) count;
        return new ByteSource(bytes, at - (int) count, at);
    }

    private void need(long count) {
        if (count > end - at) {
            throw malformed("it ends inside a record");
        }
    }

    static StoreException malformed(String why) {
        return new StoreException.Corrupt(
                "The sealed face of a page is malformed: " + why + ".",
                "The page was not written by Copyhold, or by a newer version.");
    }
}
