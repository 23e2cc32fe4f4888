package org.copyhold.store.copy;

/**
 * How far a copy has come, in bytes of frames. What is wanted grows while pages are still being
 * looked at.
 *
 * @param bytesWanted to be moved, moved ones included
 * @param bytesMoved moved, verified and durable
 * @param bytesSkipped there already
 */
public record CopyProgress(long bytesWanted, long bytesMoved, long bytesSkipped) {}
