/**
 * Recovery points: what they are, where they are kept, how long they live.
 *
 * <p>Their bytes are the store's; here is the row of each, its tags and its lifecycle.
 */
@NullMarked
package org.copyhold.control.point;

import org.jspecify.annotations.NullMarked;
