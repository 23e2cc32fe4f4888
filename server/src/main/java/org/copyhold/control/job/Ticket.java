package org.copyhold.control.job;

import java.time.Instant;

/**
 * What whoever asks for a job is told of it.
 *
 * @param job the job's id
 * @param createdAt when it was asked for
 * @param isParent whether others do its work
 * @param listed false when the job is forgotten, and what it made tells of it still
 */
public record Ticket(String job, Instant createdAt, boolean isParent, boolean listed) {
    /** The ticket of a job that is listed. */
    public static Ticket of(Job job) {
        return new Ticket(job.id(), job.createdAt(), job.kinship().isParent(), true);
    }
}
