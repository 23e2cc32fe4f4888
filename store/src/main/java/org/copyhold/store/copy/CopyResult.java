package org.copyhold.store.copy;

/**
 * What a copy did.
 *
 * @param progress all bytes
 * @param wholePacks packs streamed as they were
 * @param newPacks packs filled with single frames
 */
public record CopyResult(CopyProgress progress, long wholePacks, long newPacks, Tier tier) {}
