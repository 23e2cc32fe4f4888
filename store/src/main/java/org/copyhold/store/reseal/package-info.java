/**
 * Copies by workers that are given keys: every frame is opened, and sealed anew for the
 * destination's dedup domain, so that who held the source's keys cannot read the copy.
 *
 * <p>What moves as it is belongs to {@code copy}, which knows no key.
 */
@NullMarked
package org.copyhold.store.reseal;

import org.jspecify.annotations.NullMarked;
