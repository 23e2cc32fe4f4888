package org.copyhold.control.point;

import java.time.Instant;

/**
 * What a copy was made of.
 *
 * @param source id of the recovery point
 * @param job id of the copy job
 * @param asked when that was asked for
 */
public record Lineage(String source, String job, Instant asked) {}
