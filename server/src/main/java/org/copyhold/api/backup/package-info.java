/**
 * The operations about backup jobs.
 *
 * <p>What a backup means is {@code control.backup}'s; here are AWS's names for it, and nothing runs
 * one.
 */
@NullMarked
package org.copyhold.api.backup;

import org.jspecify.annotations.NullMarked;
