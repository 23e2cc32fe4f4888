package org.copyhold.kit;

/**
 * A place in the stable order of a list: the last row a page showed. What comes next is found by
 * comparison, so rows deleted meanwhile shift nothing.
 *
 * @param rank the ordering number, for instance a creation time in epoch milliseconds; 0 where the
 *     id alone orders
 * @param id the row's own name, which tells rows of one rank apart
 */
public record Position(long rank, String id) {}
