package org.copyhold.control.point;

import java.time.Instant;

/**
 * When a recovery point came to be.
 *
 * @param created when the backup began, and for a copy when its source's backup began: lifecycles
 *     count from here
 * @param initiated when the job that made this very point was created
 * @param completed when that job committed it
 */
public record Dates(Instant created, Instant initiated, Instant completed) {}
