/**
 * Many sealed frames in one blob whose name vouches for every byte: docs/FORMAT.md §3.
 *
 * <p>Knows frames and blobs; knows nothing of SQL, and needs no key.
 */
@NullMarked
package org.copyhold.store.pack;

import org.jspecify.annotations.NullMarked;
