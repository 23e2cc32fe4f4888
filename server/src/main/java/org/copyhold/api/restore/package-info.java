/**
 * The operations about restore jobs.
 *
 * <p>What a restore means is {@code control.restore}'s; here are AWS's names for it, and nothing
 * runs one.
 */
@NullMarked
package org.copyhold.api.restore;

import org.jspecify.annotations.NullMarked;
