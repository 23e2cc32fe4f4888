package org.copyhold.store.copy;

/**
 * How far a copy has come, in bytes of frames. What is wanted grows while pages are still being
 * looked at.
 *
 * @param bytesWanted to be moved, moved ones included
 * @param bytesMoved moved, verified and durable
 * @param bytesSkipped there already
 * @param bytesServerSide of those moved, copied by the storage service itself
 * @param lookedAt which part of the lowest pages was looked at: from 0, when nothing is known, to 1
 */
public record CopyProgress(
        long bytesWanted,
        long bytesMoved,
        long bytesSkipped,
        long bytesServerSide,
        double lookedAt) {
    /** Nothing done, nothing known. */
    public static final CopyProgress NONE = new CopyProgress(0, 0, 0, 0, 0);

    /**
     * All bytes that the copy is about, whether they are to be moved or there already: as many as
     * are known of, and as many again in proportion where pages were not looked at yet; 0 while
     * nothing is known.
     */
    public long bytesExpected() {
        return lookedAt == 0 ? 0 : (long) ((bytesWanted + bytesSkipped) / lookedAt);
    }
}
