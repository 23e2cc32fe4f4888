package org.copyhold.control.job;

/**
 * How far a job has come, in bytes. A backup and a restore count bytes of content, a copy counts
 * stored bytes.
 *
 * @param wantedBytes all there is to carry over, as far as it is known; 0 while it is not
 * @param movedBytes carried over so far
 * @param skippedBytes not carried over, because they were there already
 * @param storedBytes what all of it added to the store
 * @param serverSideBytes of those moved, copied by a storage service itself
 */
public record Progress(
        long wantedBytes,
        long movedBytes,
        long skippedBytes,
        long storedBytes,
        long serverSideBytes) {
    /** Nothing done, nothing known. */
    public static final Progress NONE = new Progress(0, 0, 0, 0, 0);

    public Progress {
        if (Math.min(wantedBytes, movedBytes) < 0
                || Math.min(skippedBytes, storedBytes) < 0
                || serverSideBytes < 0) {
            throw new IllegalArgumentException(
                    "Negative progress: %d, %d, %d, %d, %d"
                            .formatted(
                                    wantedBytes,
                                    movedBytes,
                                    skippedBytes,
                                    storedBytes,
                                    serverSideBytes));
        }
    }

    /** Progress of a job all of whose bytes pass through this server. */
    public Progress(long wantedBytes, long movedBytes, long skippedBytes, long storedBytes) {
        this(wantedBytes, movedBytes, skippedBytes, storedBytes, 0);
    }

    /** Both together. */
    public Progress plus(Progress more) {
        return new Progress(
                wantedBytes + more.wantedBytes,
                movedBytes + more.movedBytes,
                skippedBytes + more.skippedBytes,
                storedBytes + more.storedBytes,
                serverSideBytes + more.serverSideBytes);
    }

    /** Bytes dealt with, whether moved or skipped. */
    public long doneBytes() {
        return movedBytes + skippedBytes;
    }

    /** From 0 to 100; 0 while it is not known how much there is. */
    public double percent() {
        return wantedBytes == 0 ? 0 : Math.min(100.0, 100.0 * doneBytes() / wantedBytes);
    }

    /** The same in whole numbers; less than 100 as long as a job has not completed. */
    public int wholePercent() {
        return (int) Math.min(99, percent());
    }
}
