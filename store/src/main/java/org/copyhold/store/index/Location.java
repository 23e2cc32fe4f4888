package org.copyhold.store.index;

/**
 * Where a frame lies.
 *
 * @param packId number of the pack's row
 * @param packName 64 hexadecimal digits
 * @param offset bytes from the pack's beginning
 * @param length bytes of the frame
 */
public record Location(long packId, String packName, long offset, int length) {}
