/**
 * Restore jobs: what is asked for, how far it has come, and their keeper.
 *
 * <p>Says what a restore means; making items is for {@code work} and connectors, names on the wire
 * are for {@code api}.
 */
@NullMarked
package org.copyhold.control.restore;

import org.jspecify.annotations.NullMarked;
