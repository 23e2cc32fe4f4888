package org.copyhold.store;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a caller does in the store's own transaction. It neither commits nor closes the connection,
 * and it may be run again when the database asks for the transaction to be repeated.
 */
@FunctionalInterface
public interface Statements {
    /** Nothing to add. */
    Statements NONE = connection -> {};

    void run(Connection connection) throws SQLException;
}
