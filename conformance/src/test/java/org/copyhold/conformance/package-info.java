/**
 * What real clients see of the shipped jar, started as a process of its own.
 *
 * <p>No code of Copyhold is on the class path here: clients, files and signals are all there is.
 */
@NullMarked
package org.copyhold.conformance;

import org.jspecify.annotations.NullMarked;
