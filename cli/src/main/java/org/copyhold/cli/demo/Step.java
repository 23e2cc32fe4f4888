package org.copyhold.cli.demo;

import org.copyhold.control.job.Progress;

import java.time.Duration;

/**
 * What a job of the demo did.
 *
 * @param took from the request to the answer that says it is done
 */
record Step(String name, Progress progress, Duration took) {}
