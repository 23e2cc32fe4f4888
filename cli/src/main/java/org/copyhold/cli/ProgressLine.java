package org.copyhold.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** One line that tells how far something has come, drawn anew in place where that can be seen. */
public final class ProgressLine {
    private static final double MEGABYTE = 1_000_000;
    private static final String AGAIN = "\r\u001b[K";
    private static final int BAR_WIDTH = 18;

    private final PrintWriter out;
    private final boolean rewritten;

    /**
     * @param rewritten whether {@code out} is a terminal, where a line can be written anew
     */
    public ProgressLine(PrintWriter out, boolean rewritten) {
        this.out = out;
        this.rewritten = rewritten;
    }

    /** A line on standard output. */
    public static ProgressLine on(PrintWriter out) {
        var isTerminal =
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        return new ProgressLine(out, isTerminal);
    }

    /**
     * How far something has come.
     *
     * @param what such as {@code copy}
     * @param bytesPerSecond 0 while that is not known
     * @param time what is to be said of time, such as {@code 3.10 s}
     */
    public record Stand(
            String what, long doneBytes, double percent, double bytesPerSecond, String time) {}

    /** Whether the line is drawn anew in place. */
    public boolean isRewritten() {
        return rewritten;
    }

    /** Shows how far it has come; where lines stay, nothing. */
    public void show(Stand stand) {
        if (rewritten) {
            out.print(AGAIN + line(stand));
            out.flush();
        }
    }

    /** Shows how far it has come, for good. */
    public void end(Stand stand) {
        out.println((rewritten ? AGAIN : "") + line(stand));
    }

    /** Takes the line away, so that something else may stand there. */
    public void clear() {
        if (rewritten) {
            out.print(AGAIN);
            out.flush();
        }
    }

    private String line(Stand stand) {
        return String.format(
                        Locale.ROOT,
                        "%-9s%s %5.1f %%  %9.1f MB  %7.1f MB/s  %s",
                        stand.what(),
                        rewritten ? bar(stand.percent()) : "",
                        stand.percent(),
                        stand.doneBytes() / MEGABYTE,
                        stand.bytesPerSecond() / MEGABYTE,
                        stand.time())
                .stripTrailing();
    }

    private static String bar(double percent) {
        int full = (int) (BAR_WIDTH * percent / 100);
        return " [" + "#".repeat(full) + ".".repeat(BAR_WIDTH - full) + "]";
    }

    /** Bytes in a time. */
    public static double bytesPerSecond(long bytes, Duration time) {
        return bytes / Math.max(seconds(time), 0.001);
    }

    /** A time as a number. */
    public static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
