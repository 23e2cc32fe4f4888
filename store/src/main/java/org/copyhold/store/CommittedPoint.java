package org.copyhold.store;

import org.copyhold.store.chunk.Sid;

/**
 * A recovery point that a store's database knows and readers may see.
 *
 * @param id UUID of the point
 * @param resource what was backed up; points of one resource are each other's base
 * @param vault UUID of the vault it lies in
 * @param account account of that vault
 * @param top the top page
 * @param topLength bytes of the top page's frame
 * @param height height of the top page, 0 for a leaf
 * @param rootHash SHA-256 of the root record
 * @param sequence grows with every commit
 */
public record CommittedPoint(
        String id,
        String resource,
        String vault,
        String account,
        Sid top,
        int topLength,
        int height,
        byte[] rootHash,
        long sequence) {}
