package org.copyhold.store.reseal;

import org.copyhold.store.seal.ChunkKey;
import org.copyhold.store.tree.PublicFace.Child;

/** A frame of the source, and what opens it. */
record KeyedFrame(Child child, ChunkKey key) {}
