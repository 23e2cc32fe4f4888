/**
 * What callers see of a sealed store: its façade and its failures.
 *
 * <p>The formats live in the rooms below; those know nothing of this package but {@link
 * org.copyhold.store.StoreException}. No word of AWS Backup, no HTTP.
 */
@NullMarked
package org.copyhold.store;

import org.jspecify.annotations.NullMarked;
