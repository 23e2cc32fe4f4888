/**
 * Keys that the service keeps only sealed.
 *
 * <p>Sealing itself is done by whoever holds the master key; this room only says what is asked of
 * it.
 */
@NullMarked
package org.copyhold.control.key;

import org.jspecify.annotations.NullMarked;
