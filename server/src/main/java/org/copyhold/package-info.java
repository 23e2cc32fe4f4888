/**
 * The whole of the server: what it is told ({@link org.copyhold.Config}), and the object graph made
 * from it ({@link org.copyhold.Copyhold}).
 *
 * <p>Wires every other room by hand and is imported by none of them; decides nothing that a room
 * could decide.
 */
@NullMarked
package org.copyhold;

import org.jspecify.annotations.NullMarked;
