/**
 * What backup, copy and restore jobs have in common: progress, outcome, log, idempotency tokens,
 * the queue.
 *
 * <p>Knows no kind of job, no API and no store; nothing here runs a job.
 */
@NullMarked
package org.copyhold.control.job;

import org.jspecify.annotations.NullMarked;
