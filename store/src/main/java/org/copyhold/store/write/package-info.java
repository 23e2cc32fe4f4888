/**
 * Ingest: content is cut, sealed and packed, and its records become a tree of pages.
 *
 * <p>Reads content through {@link org.copyhold.store.write.Content} and nothing else; commits
 * nothing: that is the façade's.
 */
@NullMarked
package org.copyhold.store.write;

import org.jspecify.annotations.NullMarked;
