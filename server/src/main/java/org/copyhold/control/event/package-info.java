/**
 * What others are told of changes: events, the outbox where they wait, notifications of vaults.
 *
 * <p>Everything here is written in the transaction that makes the change. How events reach anybody
 * is the room {@code deliver}'s business.
 */
@NullMarked
package org.copyhold.control.event;

import org.jspecify.annotations.NullMarked;
