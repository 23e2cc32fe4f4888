/**
 * Accounts, their access keys and their secrets.
 *
 * <p>Secrets are kept sealed, and revealed only to what verifies signatures.
 */
@NullMarked
package org.copyhold.control.access;

import org.jspecify.annotations.NullMarked;
