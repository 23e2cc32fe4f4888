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
import java.sql.SQLTransientConnectionException;

/**
 * What goes wrong, as answers: refusals as they are, a database out of reach as such, all else as
 * our own fault.
 */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final JsonFactory FACTORY = new JsonFactory();

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
            if (cause instanceof SQLException sql && lostConnection(sql)) {
                return true;
            }
        }
        return false;
    }

    private static boolean lostConnection(SQLException failure) {
        var state = failure.getSQLState();
        return failure instanceof SQLTransientConnectionException
                || failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLRecoverableException
                // SQLSTATE: connection exception; PostgreSQL's operator intervention, as at its
                // shutdown.
                || (state != null && (state.startsWith("08") || state.startsWith("57P")));
    }
}
