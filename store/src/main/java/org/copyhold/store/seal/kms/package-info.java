/**
 * Vaults whose root keys a key management service wraps, AWS's or one that speaks its protocol; all
 * that knows such a client.
 *
 * <p>Everything else a key provider does is left to the one in the file.
 */
@NullMarked
package org.copyhold.store.seal.kms;

import org.jspecify.annotations.NullMarked;
