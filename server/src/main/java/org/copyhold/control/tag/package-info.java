/**
 * The rules of tags, the same for everything that has them.
 *
 * <p>Holds no rows: tags are kept with their owner.
 */
@NullMarked
package org.copyhold.control.tag;

import org.jspecify.annotations.NullMarked;
