/**
 * Measurements of the shipped jar as a process, beside peers in the same run.
 *
 * <p>Nothing here is a test: figures are printed, never asserted. Of Copyhold only the store is on
 * the class path, for its growth and for JMH.
 */
@NullMarked
package org.copyhold.bench;

import org.jspecify.annotations.NullMarked;
