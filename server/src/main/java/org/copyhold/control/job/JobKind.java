package org.copyhold.control.job;

/** The kinds of jobs that workers run. */
public enum JobKind {
    BACKUP,
    COPY,
    RESTORE
}
