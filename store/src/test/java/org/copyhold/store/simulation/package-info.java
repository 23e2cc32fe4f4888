/**
 * Two stores against a small model, seeded: processes die at any write, disks fill, jobs go on.
 *
 * <p>Uses the store through its façade alone, and may know nothing of the service.
 */
@NullMarked
package org.copyhold.store.simulation;

import org.jspecify.annotations.NullMarked;
