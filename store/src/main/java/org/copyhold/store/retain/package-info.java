/**
 * Has a storage service keep what recovery points need, so that nobody can delete it before its
 * time.
 *
 * <p>Knows packs and pages, and no key; which points are to be kept, and how long, it is told.
 */
@NullMarked
package org.copyhold.store.retain;

import org.jspecify.annotations.NullMarked;
