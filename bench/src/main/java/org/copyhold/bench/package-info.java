/**
 * Measurements of the shipped jar as a process, beside peers in the same run.
 *
 * <p>Nothing here is a test: figures are printed, never asserted. No code of Copyhold is on the
 * class path.
 */
@NullMarked
package org.copyhold.bench;

import org.jspecify.annotations.NullMarked;
