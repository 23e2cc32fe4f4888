/**
 * What connectors ask of Linux, through the C library: names are bytes, holes are seen, and what is
 * refused is told in words.
 *
 * <p>A room of calls and of what they answer. It knows no resource type.
 */
@NullMarked
package org.copyhold.connect.linux;

import org.jspecify.annotations.NullMarked;
