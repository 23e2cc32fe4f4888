package org.copyhold.connect.files;

import org.copyhold.connect.Content;

import java.util.Arrays;

/**
 * Compares contents, holes counting as zero bytes; where both have one nothing is read. Not
 * thread-safe.
 */
final class ContentCompare {
    private static final int STEP_BYTES = 256 * 1024;

    private final byte[] left = new byte[STEP_BYTES];
    private final byte[] right = new byte[STEP_BYTES];

    /** Where two contents begin to differ, as far as they go, or -1 when they do not. */
    long firstDifference(Content a, Content b) {
        long at = 0;
        while (true) {
            var dataA = a.nextData(at);
            var dataB = b.nextData(at);
            if (dataA == -1 && dataB == -1) {
                return -1;
            }
            at = dataA == -1 || (dataB != -1 && dataB < dataA) ? dataB : dataA;
            fill(a, at, left);
            fill(b, at, right);
            var differs = Arrays.mismatch(left, right);
            if (differs >= 0) {
                return at + differs;
            }
            at += STEP_BYTES;
        }
    }

    /** Reads a step's bytes, zeros where there are none. */
    private static void fill(Content content, long from, byte[] into) {
        var done = 0;
        while (done < into.length) {
            var read = content.read(from + done, into, done, into.length - done);
            if (read < 0) {
                var next = content.nextData(from + done);
                var holeTo = next == -1 ? into.length : (int) Math.min(into.length, next - from);
                // A hole that ends where it begins is an error that has been reported; the content
                // ends there.
                var to = holeTo <= done ? into.length : holeTo;
                Arrays.fill(into, done, to, (byte) 0);
                done = to;
            } else {
                done += read;
            }
        }
    }
}
