package org.copyhold.sql;

import org.copyhold.kit.ErrorCode;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What differs between the databases. Statements do not: one text serves both. */
enum Dialect {
    SQLITE("integer primary key autoincrement", "", "rowid") {
        // Primary result codes: full, busy, I/O error, cannot open, read-only, damaged, no memory.
        private static final Set<Integer> TROUBLE = Set.of(5, 6, 7, 8, 10, 11, 13, 14, 26);

        @Override
        boolean isTrouble(SQLException e) {
            return TROUBLE.contains(e.getErrorCode() & 0xff);
        }

        @Override
        boolean hasOneWriter() {
            return true;
        }
    },
    POSTGRESQL(
            "bigint generated always as identity primary key",
            "alter table store_chunk add column number bigint generated always as identity;",
            "number") {
        // Classes of states: connection, rollback, resources, operator, system, configuration.
        private static final Set<String> TROUBLE = Set.of("08", "40", "53", "57", "58", "F0", "XX");

        @Override
        boolean isTrouble(SQLException e) {
            var state = e.getSQLState();
            return state != null && state.length() == 5 && TROUBLE.contains(state.substring(0, 2));
        }

        @Override
        boolean hasOneWriter() {
            return false;
        }
    };

    private final String identity;
    private final String numberChunks;
    private final String chunkNumber;

    Dialect(String identity, String numberChunks, String chunkNumber) {
        this.identity = identity;
        this.numberChunks = numberChunks;
        this.chunkNumber = chunkNumber;
    }

    /**
     * What migrations write differently: {@code ${identity}} declares a column that numbers its
     * rows, the others give numbers to the rows of a table that had none.
     */
    Map<String, String> placeholders() {
        return Map.of(
                "identity", identity, "numberChunks", numberChunks, "chunkNumber", chunkNumber);
    }

    /** Whether one connection writes at a time, so that writers gain by sharing a transaction. */
    abstract boolean hasOneWriter();

    /** Whether the database could not do its work, whatever it was asked. */
    abstract boolean isTrouble(SQLException e);

    /**
     * What a failed statement means to a caller: a refusal for trouble, the failure itself else.
     */
    RuntimeException refusal(RuntimeException failure) {
        return sqlCause(failure)
                .filter(e -> e instanceof SQLTransientException || isTrouble(e))
                .<RuntimeException>map(
                        e ->
                                ErrorCode.SERVICE_UNAVAILABLE
                                        .with(
                                                "The database cannot answer now ("
                                                        + e.getMessage()
                                                        + "). Try again later.")
                                        .because(failure))
                .orElse(failure);
    }

    private static Optional<SQLException> sqlCause(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e) {
                return Optional.of(e);
            }
        }
        return Optional.empty();
    }
}
