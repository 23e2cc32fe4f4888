/**
 * Backup jobs: what is asked for, how far it has come, and their keeper.
 *
 * <p>Says what a backup means; reading and storing bytes is for {@code work}, names on the wire are
 * for {@code api}.
 */
@NullMarked
package org.copyhold.control.backup;

import org.jspecify.annotations.NullMarked;
