/**
 * Looking after a whole store: verification of every byte and every point, without any key.
 *
 * <p>Changes nothing; packs are removed by {@link org.copyhold.store.index.PackRemoval}. Knows
 * frames, packs, pages and the index; knows no plaintext.
 */
@NullMarked
package org.copyhold.store.sweep;

import org.jspecify.annotations.NullMarked;
