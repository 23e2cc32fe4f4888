package org.copyhold.cli.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** One line that tells how far a step has come, rewritten in place where that can be seen. */
final class ProgressLine {
    private static final double MEGABYTE = 1_000_000;

    private final PrintWriter out;
    private final boolean rewritten;

    /**
     * @param rewritten whether {@code out} is a terminal, where a line can be written anew
     */
    ProgressLine(PrintWriter out, boolean rewritten) {
        this.out = out;
        this.rewritten = rewritten;
    }

    /** Shows how far a step has come. */
    void show(String step, long doneBytes, double percent, Duration since) {
        if (rewritten) {
            out.print("\r\u001b[K" + line(step, doneBytes, percent, since));
            out.flush();
        }
    }

    /** Shows where a step has ended, for good. */
    void end(String step, long doneBytes, double percent, Duration since) {
        out.println((rewritten ? "\r\u001b[K" : "") + line(step, doneBytes, percent, since));
    }

    private static String line(String step, long bytes, double percent, Duration since) {
        return String.format(
                Locale.ROOT,
                "%-9s %9.1f MB  %5.1f %%  %7.1f MB/s  %6.2f s",
                step,
                bytes / MEGABYTE,
                percent,
                rate(bytes, since),
                seconds(since));
    }

    static double rate(long bytes, Duration time) {
        return bytes / MEGABYTE / Math.max(seconds(time), 0.001);
    }

    static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
