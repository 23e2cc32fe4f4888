/**
 * The stores' part of the database: where frames lie, the catalogue of packs, holds, pins and
 * points.
 *
 * <p>Plain JDBC, one text for SQLite and PostgreSQL. It is expendable: stores and master key can
 * make it again. No keys, no plaintext.
 */
@NullMarked
package org.copyhold.store.index;

import org.jspecify.annotations.NullMarked;
