package org.copyhold.control.job;

import java.time.Instant;

/** A place in the order of jobs: newest first, ids parting jobs of the same millisecond. */
public record Position(Instant createdAt, String id) {}
