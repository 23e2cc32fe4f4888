/**
 * Operations on the settings of organisations and of accounts in a Region.
 *
 * <p>An operation translates between AWS's members and {@code control}, and holds no rule of its
 * own.
 */
@NullMarked
package org.copyhold.api.setting;

import org.jspecify.annotations.NullMarked;
