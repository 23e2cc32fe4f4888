package org.copyhold.store.blob.s3;

import java.time.Duration;

/**
 * How long an endpoint is waited for.
 *
 * @param answer for an answer, or the next bytes of it
 * @param pause before the second attempt; before each further one twice as long
 */
record Patience(Duration answer, Duration pause) {
    /** With endpoints anywhere: all pauses between six attempts are three seconds or so. */
    static final Patience USUAL = new Patience(Duration.ofSeconds(60), Duration.ofMillis(100));
}
