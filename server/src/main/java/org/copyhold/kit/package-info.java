/**
 * Small things every room speaks of: names, refusals, pages, secrets, time.
 *
 * <p>Knows nothing of HTTP, SQL or stores; depends on no other room.
 */
@NullMarked
package org.copyhold.kit;

import org.jspecify.annotations.NullMarked;
