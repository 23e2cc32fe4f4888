/**
 * The gates that a copy passes: a class each.
 *
 * <p>A gate only looks and says; that StartCopyJob refuses and a job fails is for others.
 */
@NullMarked
package org.copyhold.control.copy.gate;

import org.jspecify.annotations.NullMarked;
