package org.copyhold.connect.linux;

import java.time.Instant;
import java.util.Locale;

/**
 * A file's time as the kernel keeps it; an Instant holds not all of them.
 *
 * @param seconds since 1970, negative before
 */
public record Time(long seconds, int nanos) implements Comparable<Time> {
    private static final int NANOS_A_SECOND = 1_000_000_000;

    public Time {
        if (nanos < 0 || nanos >= NANOS_A_SECOND) {
            throw new IllegalArgumentException(
                    "A time has 0 to 999999999 nanoseconds, not " + nanos);
        }
    }

    public static Time of(Instant instant) {
        return new Time(instant.getEpochSecond(), instant.getNano());
    }

    @Override
    public int compareTo(Time other) {
        var bySeconds = Long.compare(seconds, other.seconds);
        return bySeconds != 0 ? bySeconds : Integer.compare(nanos, other.nanos);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d.%09d", seconds, nanos);
    }
}
