package org.copyhold.control.job;

/** The kinds of jobs that workers run. */
public enum JobKind {
    BACKUP("backup"),
    COPY("copy"),
    RESTORE("restore");

    private final String label;

    JobKind(String label) {
        this.label = label;
    }

    /** The kind in logs and in the queue. */
    public String label() {
        return label;
    }
}
