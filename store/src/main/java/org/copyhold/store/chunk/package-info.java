/**
 * Chunk ids, and the cutting of streams into chunks.
 *
 * <p>Pure: no I/O, no keys, no other room.
 */
@NullMarked
package org.copyhold.store.chunk;

import org.jspecify.annotations.NullMarked;
