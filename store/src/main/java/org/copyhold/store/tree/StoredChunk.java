package org.copyhold.store.tree;

import org.copyhold.store.chunk.Sid;

/** A chunk record together with the frame that it speaks of. */
public record StoredChunk(LeafRecord.Chunk chunk, Sid sid, int frameLength) {}
