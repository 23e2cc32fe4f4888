package org.copyhold.api.http;

import com.fasterxml.jackson.core.JsonFactory;

import org.copyhold.api.Answer;
import org.copyhold.kit.BackupException;
import org.copyhold.kit.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/**
 * What goes wrong, as answers: refusals as they are, a database out of reach as such, all else as
 * our own fault.
 */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final JsonFactory FACTORY = new JsonFactory();

    /** SQLite's primary result codes: busy, locked, memory, read-only, I/O, damaged, full, open. */
    private static final Set<Integer> SQLITE_TROUBLE = Set.of(5, 6, 7, 8, 10, 11, 13, 14);

    /** SQLSTATE: connection, rollback, resources, a lock not got, operator, system. */
    private static final Set<String> STATES_OF_TROUBLE =
            Set.of("08", "40", "53", "55P03", "57", "58");

    private Failures() {}

    /** The refusal that {@code failure} amounts to; what is no refusal is logged here, once. */
    static BackupException refusal(RuntimeException failure, String requestId, String asked) {
        if (failure instanceof BackupException refusal) {
            return refusal;
        }
        if (databaseAway(failure)) {
            LOG.warn(
                    "Request {} ({}): the database does not answer: {}",
                    requestId,
                    asked,
                    failure.toString());
            return ErrorCode.SERVICE_UNAVAILABLE.with(
                    "The server's database does not answer. Try again; the server's log has more"
                            + " under request "
                            + requestId
                            + ".");
        }
        LOG.error("Request {} ({}) failed", requestId, asked, failure);
        return ErrorCode.INTERNAL_FAILURE.with(
                "The server failed to handle this request. Its log has more under request "
                        + requestId
                        + ".");
    }

    /**
     * The body clients expect: the name they match on, a text for people, and what AlreadyExists
     * carries.
     */
    static Answer json(BackupException refusal) {
        return json(refusal.code(), refusal.code().status(), refusal.message(), refusal);
    }

    /** As above, with the status that the HTTP server has chosen. */
    static Answer json(
            ErrorCode code, int status, String message, @Nullable BackupException about) {
        var bytes = new ByteArrayOutputStream(256);
        try (var out = FACTORY.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("Code", code.wireName());
            out.writeStringField("Message", message);
            out.writeStringField("Type", status < 500 ? "Client" : "Server");
            if (about != null && about.arn() != null) {
                out.writeStringField("Arn", about.arn());
            }
            if (about != null && about.creatorRequestId() != null) {
                out.writeStringField("CreatorRequestId", about.creatorRequestId());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write an error into memory", e);
        }
        return new Answer(status, Answer.JSON, bytes.toByteArray(), code.wireName());
    }

    private static boolean databaseAway(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isTrouble(sql)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the database could not do its work, whatever it was asked. */
    private static boolean isTrouble(SQLException failure) {
        var state = failure.getSQLState();
        return failure instanceof SQLTransientException
                || failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLRecoverableException
                || (state == null
                        ? SQLITE_TROUBLE.contains(failure.getErrorCode() & 0xff)
                        : STATES_OF_TROUBLE.stream().anyMatch(state::startsWith));
    }
}
