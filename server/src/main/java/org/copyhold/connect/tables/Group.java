package org.copyhold.connect.tables;

/**
 * Items that follow each other in a segment, as lines.
 *
 * @param items how many
 */
record Group(byte[] lines, int items) {}
