package org.copyhold.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.kit.ErrorCode;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;

/** What clients are told of what went wrong. */
class FailuresTest {
    @Test
    void aDatabaseThatIsBusyOrAwayIsNoFaultOfOurs() {
        var troubles =
                List.of(
                        new SQLException("[SQLITE_BUSY] The database file is locked", null, 5),
                        new SQLException("[SQLITE_BUSY_SNAPSHOT]", null, 517),
                        new SQLException("[SQLITE_FULL] database or disk is full", null, 13),
                        new SQLException("terminating connection", "57P01"),
                        new SQLException("could not serialize access", "40001"),
                        new SQLException("lock timeout", "55P03"),
                        new SQLTransientConnectionException("no connection within 30 s"));
        for (var trouble : troubles) {
            assertThat(code(new IllegalStateException("a statement failed", trouble)))
                    .as(trouble.getMessage())
                    .isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
        }
    }

    @Test
    void aStatementThatIsWrongIsAFaultOfOurs() {
        assertThat(code(new IllegalStateException(new SQLException("no such table", null, 1))))
                .isEqualTo(ErrorCode.INTERNAL_FAILURE);
        assertThat(code(new IllegalStateException(new SQLException("syntax", "42601"))))
                .isEqualTo(ErrorCode.INTERNAL_FAILURE);
    }

    private static ErrorCode code(RuntimeException failure) {
        return Failures.refusal(failure, "request-1", "GET /").code();
    }
}
