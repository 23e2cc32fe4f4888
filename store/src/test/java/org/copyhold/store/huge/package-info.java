/**
 * Copies of many terabytes whose bytes are made up when they are asked for: manifests, index and
 * plans are real.
 *
 * <p>Uses the store through its façade, and its index to fill it; may know nothing of the service.
 */
@NullMarked
package org.copyhold.store.huge;

import org.jspecify.annotations.NullMarked;
