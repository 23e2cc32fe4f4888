package org.copyhold.store.copy;

/**
 * What a copy would have to do if it began now, in bytes of frames.
 *
 * @param bytesToMove at most a little too many: a frame that a very large point uses in distant
 *     places may count again
 * @param bytesThere at the destination already, below pages that its newest point has not
 */
public record CopyEstimate(long bytesToMove, long bytesThere) {
    /** What a copy inside one store would do. */
    public static final CopyEstimate NOTHING_TO_MOVE = new CopyEstimate(0, 0);
}
