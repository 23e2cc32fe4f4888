package org.copyhold.connect.buckets;

import org.copyhold.connect.Restoring;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/** The bytes of an object out of its pieces, in order, what lies between them as zeros. */
final class PieceBytes implements Uploads.Bytes {
    private final Restoring.Pieces pieces;
    private final long size;
    private Restoring.@Nullable Piece piece;
    private long position;

    PieceBytes(Restoring.Pieces pieces, long size) {
        this.pieces = pieces;
        this.size = size;
        this.piece = pieces.next();
    }

    @Override
    public int fill(byte[] into) {
        var done = 0;
        while (done < into.length && position < size) {
            var left = (int) Math.min(into.length - done, size - position);
            var step = step(into, done, left);
            done += step;
            position += step;
        }
        return done;
    }

    private int step(byte[] into, int offset, int left) {
        var current = piece;
        if (current == null || position < current.at()) {
            var zeros = current == null ? left : (int) Math.min(left, current.at() - position);
            Arrays.fill(into, offset, offset + zeros, (byte) 0);
            return zeros;
        }
        var from = (int) (position - current.at());
        var count = Math.min(left, current.bytes().length - from);
        System.arraycopy(current.bytes(), from, into, offset, count);
        if (from + count == current.bytes().length) {
            piece = pieces.next();
        }
        return count;
    }
}
