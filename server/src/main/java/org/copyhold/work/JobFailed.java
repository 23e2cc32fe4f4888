package org.copyhold.work;

import org.copyhold.control.job.Failure;
import org.copyhold.control.job.MessageCategory;

/** A job cannot be done, and the reason is known. */
final class JobFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Failure why;

    JobFailed(MessageCategory category, String message) {
        super(message, null, false, false);
        this.why = new Failure(category, message);
    }

    Failure why() {
        return why;
    }
}
