/**
 * What a recovery point is made of: records in path order, in leaf pages, under upper pages.
 *
 * <p>Knows the bytes of records and pages (FORMAT §4) and where pages end. Pure: no I/O, no index,
 * no pack.
 */
@NullMarked
package org.copyhold.store.tree;

import org.jspecify.annotations.NullMarked;
