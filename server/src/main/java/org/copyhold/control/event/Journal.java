package org.copyhold.control.event;

import org.copyhold.sql.Database;

/**
 * Where a keeper writes: the database, and who is told of what changes in it, in the same
 * transaction.
 */
public record Journal(Database database, Events events) {}
