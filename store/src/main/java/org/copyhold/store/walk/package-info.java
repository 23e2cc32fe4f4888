/**
 * Reading a store as anyone may who has no key: pages by their public faces, frames by their sids.
 *
 * <p>Every frame is hashed before it is handed out. Knows packs, pages and the index; opens nothing
 * and writes nothing.
 */
@NullMarked
package org.copyhold.store.walk;

import org.jspecify.annotations.NullMarked;
