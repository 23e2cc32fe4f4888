package org.copyhold.control.job;

import java.util.Arrays;

/** The kinds of jobs that workers run. */
public enum JobKind {
    BACKUP("backup"),
    COPY("copy"),
    RESTORE("restore");

    private static final String TASK = "-job";

    private final String label;

    JobKind(String label) {
        this.label = label;
    }

    /** The kind in logs. */
    public String label() {
        return label;
    }

    /** The kind in the queue's table. */
    public String task() {
        return label + TASK;
    }

    /** The kind of that {@link #task}. */
    static JobKind ofTask(String task) {
        return Arrays.stream(values())
                .filter(kind -> kind.task().equals(task))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No job is a " + task));
    }
}
