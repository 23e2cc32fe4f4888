package org.copyhold.api.job;

import org.copyhold.control.job.Progress;

import java.util.Locale;

/** PercentDone, a text with one digit behind the point. */
public final class Percent {
    private static final double NOT_YET_ALL = 99.9;

    private Percent() {}

    /** How far a job has come; less than all as long as it has not completed. */
    public static String of(Progress progress, boolean isCompleted) {
        var percent = isCompleted ? 100.0 : Math.min(NOT_YET_ALL, progress.percent());
        return String.format(Locale.ROOT, "%.1f", percent);
    }
}
