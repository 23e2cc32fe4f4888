/**
 * Database servers that run PostgreSQL, offered as DB instances of RDS: physical base backups over
 * the replication protocol, taken by the program {@code pg_basebackup} and read from its standard
 * output, and made again as data folders.
 */
@NullMarked
package org.copyhold.connect.postgres;

import org.jspecify.annotations.NullMarked;
