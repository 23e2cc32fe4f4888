package org.copyhold.store.blob;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a blob stays as it is, whoever asks for its deletion: kept so by the storage itself, not
 * by this program.
 *
 * @param until when it may go
 */
public record Retention(Instant until, Mode mode) {
    /**
     * Blobs that many recovery points share are kept to the end of such a while, counted from the
     * epoch: so that most of what needs them next finds them kept long enough.
     */
    public static final Duration GENERATION = Duration.ofDays(30);

    /** Who may end it before its time. */
    public enum Mode {
        /** Whoever has a right of his own for it. */
        GOVERNANCE,
        /** Nobody. */
        COMPLIANCE
    }

    /** Whether what is kept like this is kept as long, and as firmly, as the other asks. */
    public boolean covers(Retention other) {
        return !until.isBefore(other.until) && mode.compareTo(other.mode) >= 0;
    }

    /** What keeps as this does and as the other does. */
    public Retention and(Retention other) {
        return new Retention(
                until.isBefore(other.until) ? other.until : until,
                mode.compareTo(other.mode) < 0 ? other.mode : mode);
    }

    /** The same to the end of its generation. */
    public Retention toGeneration() {
        return new Retention(endOfGeneration(until), mode);
    }

    /** The end of the generation that an instant lies in; itself when it is one. */
    public static Instant endOfGeneration(Instant at) {
        long length = GENERATION.toMillis();
        return Instant.ofEpochMilli(Math.ceilDiv(at.toEpochMilli(), length) * length);
    }
}
