/**
 * Runs jobs and keeps time: takes queued jobs, reads from connectors, writes to stores, records how
 * far they have come.
 *
 * <p>Knows nothing of HTTP or of names on the wire. What a job means is {@code control}'s, how
 * bytes are kept is the store's.
 */
@NullMarked
package org.copyhold.work;

import org.jspecify.annotations.NullMarked;
