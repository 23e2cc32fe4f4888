package org.copyhold.store.index;

import org.copyhold.store.chunk.Sid;

/**
 * What a plaintext was last sealed as. A hint: to be used only after {@link Index#hold} granted the
 * sid.
 *
 * @param length bytes of the frame
 */
public record Known(Sid sid, int length) {}
