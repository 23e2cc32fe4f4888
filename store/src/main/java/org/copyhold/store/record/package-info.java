/**
 * The small records of a store, byte by byte: store, root, wrap, and what is signed under the
 * master key (docs/FORMAT.md §1 and §5 to §7).
 *
 * <p>Pure: bytes in and out, no I/O. Knows nothing of packs or SQL.
 */
@NullMarked
package org.copyhold.store.record;

import org.jspecify.annotations.NullMarked;
