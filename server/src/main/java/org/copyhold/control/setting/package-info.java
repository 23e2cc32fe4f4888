/**
 * What accounts and organisations choose for themselves: settings that hold everywhere, and those
 * of a Region.
 *
 * <p>Settings are kept here; what they mean for jobs is decided where the jobs are.
 */
@NullMarked
package org.copyhold.control.setting;

import org.jspecify.annotations.NullMarked;
