package org.copyhold.work;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** How fast bytes moved of late, whatever was before. Not thread-safe. */
final class Pace {
    /** As long as a slow line needs for a pack or two. */
    private static final long WINDOW_NANOS = Duration.ofSeconds(20).toNanos();

    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanoTime;
    private final Deque<Mark> marks = new ArrayDeque<>();

    private record Mark(long nanos, long bytes) {}

    /**
     * @param nanoTime such as {@link System#nanoTime}
     */
    Pace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        marks.add(new Mark(nanoTime.getAsLong(), 0));
    }

    /**
     * Takes note of all bytes that have moved by now.
     *
     * @return bytes per second; 0 while nothing moves
     */
    long after(long bytes) {
        var now = new Mark(nanoTime.getAsLong(), bytes);
        marks.add(now);
        // The oldest that stays is as old as the window, or a little older.
        while (marks.size() > 2 && now.nanos() - second().nanos() >= WINDOW_NANOS) {
            marks.removeFirst();
        }
        var first = marks.getFirst();
        var seconds = (now.nanos() - first.nanos()) / NANOS_PER_SECOND;
        return seconds <= 0 ? 0 : Math.max(0, Math.round((bytes - first.bytes()) / seconds));
    }

    private Mark second() {
        var from = marks.iterator();
        from.next();
        return from.next();
    }
}
