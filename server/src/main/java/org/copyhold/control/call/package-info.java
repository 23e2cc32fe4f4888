/**
 * Calls that may come again: idempotency tokens, and what the first call of each made.
 *
 * <p>Knows no operation; who takes a call in remembers it in the transaction that does what it asks
 * for.
 */
@NullMarked
package org.copyhold.control.call;

import org.jspecify.annotations.NullMarked;
