package org.copyhold.store.index;

/**
 * A pack in the catalogue.
 *
 * @param id number of its row
 * @param name 64 hexadecimal digits
 * @param bytes of the whole pack
 * @param frames how many there are in it
 */
public record PackRow(
        long id, String name, PackKind kind, PackState state, long bytes, int frames) {}
