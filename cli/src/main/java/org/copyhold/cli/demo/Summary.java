package org.copyhold.cli.demo;

import org.copyhold.cli.ProgressLine;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The table at the end of the demo. */
final class Summary {
    private static final double MEGABYTE = 1_000_000;

    private Summary() {}

    static void print(List<Step> steps, PrintWriter out) {
        var logicalBytes = steps.getFirst().progress().wantedBytes();
        out.println();
        out.println("            logical MB   moved MB  skipped MB   stored MB  seconds   MB/s");
        for (var step : steps) {
            var progress = step.progress();
            out.printf(
                    Locale.ROOT,
                    "%-10s  %10.1f %10.1f  %10.1f  %10.1f  %7.2f %6.0f%n",
                    step.name(),
                    logicalBytes / MEGABYTE,
                    progress.movedBytes() / MEGABYTE,
                    progress.skippedBytes() / MEGABYTE,
                    progress.storedBytes() / MEGABYTE,
                    ProgressLine.seconds(step.took()),
                    ProgressLine.bytesPerSecond(logicalBytes, step.took()) / MEGABYTE);
        }
        out.println();
    }
}
