package org.copyhold.work;

import org.copyhold.connect.Report;
import org.copyhold.control.job.Issues;
import org.copyhold.control.job.JobLog;
import org.copyhold.control.job.MessageCategory;
import org.copyhold.kit.ServiceClock;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Gathers what one attempt could not carry over as it was: all of it goes to the job's log, the
 * first names to its StatusMessage. Thread-safe.
 */
final class Problems implements Report {
    private static final int NAMED = 10;
    private static final int BATCH = 500;

    private final JobLog log;
    private final String job;
    private final ServiceClock clock;
    private final List<JobLog.Line> unwritten = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private long count;

    /** An attempt's problems; those of an earlier attempt are forgotten. */
    Problems(JobLog log, String job, ServiceClock clock) {
        this.log = log;
        this.job = job;
        this.clock = clock;
        log.clear(job);
    }

    @Override
    public synchronized void problem(String path, String what) {
        count++;
        if (names.size() < NAMED) {
            names.add(path);
        }
        tell(path + ": " + what);
    }

    @Override
    public synchronized void tell(String line) {
        unwritten.add(new JobLog.Line(clock.instant(), line));
        if (unwritten.size() >= BATCH) {
            flush();
        }
    }

    /** Writes what has been told; joins the caller's transaction. */
    synchronized void flush() {
        log.add(job, unwritten);
        unwritten.clear();
    }

    /**
     * What a completed job has to tell.
     *
     * @param happened what happened to the items, such as "were skipped or changed while being
     *     read"
     */
    synchronized Issues issues(String happened) {
        if (count == 0) {
            return Issues.NONE;
        }
        var listed = names.stream().collect(Collectors.joining(", "));
        var more = count > names.size() ? ", …" : "";
        return new Issues(
                MessageCategory.MISCELLANEOUS,
                "%d %s %s: %s%s. All of them: copyhold job log %s"
                        .formatted(
                                count, count == 1 ? "item" : "items", happened, listed, more, job));
    }
}
