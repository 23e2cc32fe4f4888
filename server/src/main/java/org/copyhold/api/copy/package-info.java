/**
 * The operations about copy jobs.
 *
 * <p>What a copy means is {@code control.copy}'s; here are AWS's names for it, and nothing runs
 * one.
 */
@NullMarked
package org.copyhold.api.copy;

import org.jspecify.annotations.NullMarked;
