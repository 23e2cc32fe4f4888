/**
 * Operations on tags, whatever has them.
 *
 * <p>An operation translates between AWS's members and {@code control}, and holds no rule of its
 * own.
 */
@NullMarked
package org.copyhold.api.tag;

import org.jspecify.annotations.NullMarked;
