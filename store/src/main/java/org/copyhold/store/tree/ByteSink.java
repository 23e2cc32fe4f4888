package org.copyhold.store.tree;

import java.util.Arrays;

/** A growing array of bytes that knows varints. Not thread-safe. */
final class ByteSink {
    private byte[] bytes;
    private int length;

    ByteSink(int capacity) {
        bytes = new byte[capacity];
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }

    void put(int oneByte) {
        need(1);
        bytes[length++] = (byte) oneByte;
    }

    void put(byte[] more) {
        need(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    void put(ByteSink more) {
        need(more.length);
        System.arraycopy(more.bytes, 0, bytes, length, more.length);
        length += more.length;
    }

    void putInt(int value) {
        need(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    /** Unsigned LEB128 of a number that is not negative. */
    void putVarint(long value) {
        need(9);
        long rest = value;
        while (rest > 0x7f) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    private void need(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
