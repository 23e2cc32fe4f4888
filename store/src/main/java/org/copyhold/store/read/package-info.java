/**
 * Reading a recovery point: its entries in path order, their content opened and compared with what
 * was backed up.
 *
 * <p>Never writes: neither blobs nor, but for holds on what a base lends, rows.
 */
@NullMarked
package org.copyhold.store.read;

import org.jspecify.annotations.NullMarked;
