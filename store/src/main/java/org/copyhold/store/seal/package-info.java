/**
 * Compressing and encrypting one chunk or one page: docs/FORMAT.md §2, and the keys.
 *
 * <p>Knows chunks and their ids; knows nothing of packs, places or SQL. Key bytes leave this room
 * only inside sealed faces.
 */
@NullMarked
package org.copyhold.store.seal;

import org.jspecify.annotations.NullMarked;
