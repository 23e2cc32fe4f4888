/**
 * What callers see of sealed stores: the façade, what goes in and out of it, and its failures.
 *
 * <p>The work is done in the rooms below. Of this package they know only what is handed down to
 * them: {@code StoreException}, {@code Work}, {@code Statements} and {@code CommittedPoint}. No
 * word of AWS Backup, no HTTP.
 */
@NullMarked
package org.copyhold.store;

import org.jspecify.annotations.NullMarked;
