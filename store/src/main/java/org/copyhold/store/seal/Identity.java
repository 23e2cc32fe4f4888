package org.copyhold.store.seal;

import org.copyhold.store.chunk.Pid;

/**
 * What a chunk of plaintext is known by before it is sealed.
 *
 * @param pid its dedup id
 * @param key its chunk key
 * @param crc32c the check that a chunk record carries
 * @param length bytes of plaintext, 0 to 4 MiB
 */
public record Identity(Pid pid, ChunkKey key, int crc32c, int length) {}
