/**
 * Backup vaults: what they are and where they are kept.
 *
 * <p>No AWS field names, no HTTP, no store: a vault's key is kept here only sealed.
 */
@NullMarked
package org.copyhold.control.vault;

import org.jspecify.annotations.NullMarked;
