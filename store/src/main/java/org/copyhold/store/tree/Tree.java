package org.copyhold.store.tree;

import org.copyhold.store.chunk.Sid;
import org.copyhold.store.seal.ChunkKey;

/**
 * A whole recovery point's content, by its top page.
 *
 * @param top the top page's frame
 * @param key what opens it: the point's root key
 * @param topLength bytes of the top page's frame
 * @param height the top page's height
 * @param entries how many entries there are
 * @param logicalBytes the sum of their sizes
 */
public record Tree(
        Sid top, ChunkKey key, int topLength, int height, long entries, long logicalBytes) {}
