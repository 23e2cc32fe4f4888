package org.copyhold.store.read;

/**
 * Some bytes of an entry's content.
 *
 * @param at where they belong
 * @param bytes the caller's to keep
 */
public record Piece(long at, byte[] bytes) {}
