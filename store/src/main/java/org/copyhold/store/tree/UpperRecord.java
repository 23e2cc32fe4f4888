package org.copyhold.store.tree;

import org.copyhold.store.seal.ChunkKey;

/**
 * What an upper page tells of a child to those who hold the key.
 *
 * @param continues whether the child's first record is a chunk of an entry in an earlier page
 * @param path the path of the child's first record
 */
public record UpperRecord(ChunkKey key, boolean continues, byte[] path) {}
