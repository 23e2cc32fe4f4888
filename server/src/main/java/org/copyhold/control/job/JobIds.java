package org.copyhold.control.job;

import java.util.Locale;
import java.util.UUID;

/** Names for new jobs and new recovery points. */
public final class JobIds {
    private JobIds() {}

    /** A job's id: an upper-case UUID, as AWS Backup writes them. */
    public static String newJob() {
        return UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
    }

    /** A recovery point's id: a lower-case UUID, as the store writes them. */
    public static String newPoint() {
        return UUID.randomUUID().toString();
    }
}
