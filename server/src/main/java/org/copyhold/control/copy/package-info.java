/**
 * Copy jobs: what is asked for, how far it has come, and their keeper.
 *
 * <p>Says what a copy means; moving bytes is for {@code work} and the store, names on the wire are
 * for {@code api}.
 */
@NullMarked
package org.copyhold.control.copy;

import org.jspecify.annotations.NullMarked;
