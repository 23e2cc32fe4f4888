/**
 * The database: connections, transactions, migrations, and the differences between SQLite and
 * PostgreSQL.
 *
 * <p>Keepers in {@code control} hold the statements; this room holds none but its own. Depends on
 * {@code kit} alone.
 */
@NullMarked
package org.copyhold.sql;

import org.jspecify.annotations.NullMarked;
