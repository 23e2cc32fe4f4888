/**
 * Copies from store to store: frames move verbatim, verified and without any key.
 *
 * <p>Never opens a frame and never sees a root key; knows nothing of jobs, vaults or the callers'
 * tables.
 */
@NullMarked
package org.copyhold.store.copy;

import org.jspecify.annotations.NullMarked;
