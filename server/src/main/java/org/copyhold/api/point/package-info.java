/**
 * Operations on recovery points.
 *
 * <p>An operation translates between AWS's members and {@code control}, and holds no rule of its
 * own.
 */
@NullMarked
package org.copyhold.api.point;

import org.jspecify.annotations.NullMarked;
