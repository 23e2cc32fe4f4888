/**
 * The listener: Helidon in, JSON out. Limits, signatures, refusals turned into responses, and the
 * doors beside the API (health, metrics, testing, STS).
 *
 * <p>Knows nothing of what an operation means.
 */
@NullMarked
package org.copyhold.api.http;

import org.jspecify.annotations.NullMarked;
