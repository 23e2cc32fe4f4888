package org.copyhold.store.sweep;

/**
 * How far a check has come.
 *
 * @param packs packs verified so far
 * @param bytes bytes of them
 * @param points recovery points verified so far; they come after the packs
 */
public record CheckProgress(long packs, long bytes, long points) {}
