package org.copyhold.work;

import org.copyhold.connect.ConnectorException;
import org.copyhold.control.job.Failure;
import org.copyhold.control.job.JobKind;
import org.copyhold.control.job.MessageCategory;
import org.copyhold.kit.BackupException;
import org.copyhold.kit.ErrorCode;
import org.copyhold.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an exception means for a job.
 *
 * @param passing whether the same attempt may succeed later without anyone's doing
 */
record Trouble(Failure why, boolean passing) {
    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

    /**
     * Reads an exception; a bug is logged here.
     *
     * @param point the ARN of the recovery point that the job reads or makes
     */
    static Trouble of(JobKind kind, String job, String point, RuntimeException e) {
        return switch (e) {
            case JobFailed told -> new Trouble(told.why(), false);
            case HalfMade half -> of(kind, job, point, half.why()).leaving(half.getMessage());
            case StoreException store -> ofStore(kind, point, store);
            case ConnectorException connector ->
                    new Trouble(
                            Failure.of(failed(kind) + connector.getMessage()),
                            connector.retryable());
            case BackupException refusal ->
                    new Trouble(
                            new Failure(category(refusal), failed(kind) + refusal.message()),
                            refusal.code() == ErrorCode.SERVICE_UNAVAILABLE);
            default -> {
                LOG.error("{} job {}: a fault of this server", kind.label(), job, e);
                yield new Trouble(
                        Failure.of(capital(kind) + " job encountered a fatal error."), false);
            }
        };
    }

    private Trouble leaving(@Nullable String left) {
        return new Trouble(new Failure(why.category(), why.message() + " " + left), passing);
    }

    /** The beginning of AWS Backup's messages about failed jobs. */
    static String failed(JobKind kind) {
        return capital(kind) + " job failed. ";
    }

    private static Trouble ofStore(JobKind kind, String point, StoreException e) {
        var message = failed(kind) + e.explained();
        return switch (e) {
            case StoreException.Missing _, StoreException.Corrupt _, StoreException.Locked _ ->
                    new Trouble(Failure.of(message + " Recovery point: " + point), e.retryable());
            case StoreException.Unavailable _, StoreException.OutcomeUnknown _ ->
                    new Trouble(Failure.of(message), e.retryable());
        };
    }

    private static MessageCategory category(BackupException refusal) {
        return switch (refusal.code()) {
            case ACCESS_DENIED -> MessageCategory.ACCESS_DENIED;
            case INVALID_PARAMETER_VALUE, INVALID_REQUEST -> MessageCategory.INVALID_PARAMETERS;
            default -> MessageCategory.MISCELLANEOUS;
        };
    }

    private static String capital(JobKind kind) {
        var label = kind.label();
        return Character.toUpperCase(label.charAt(0)) + label.substring(1);
    }
}
