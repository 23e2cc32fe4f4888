package org.copyhold.kit;

import org.jspecify.annotations.Nullable;

/** A refusal: what the caller asked for cannot be, and the message says what, which and why. */
public final class BackupException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final @Nullable String arn;
    private final @Nullable String creatorRequestId;

    BackupException(
            ErrorCode code,
            String message,
            @Nullable String arn,
            @Nullable String creatorRequestId,
            @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.code = code;
        this.arn = arn;
        this.creatorRequestId = creatorRequestId;
    }

    /** The same refusal with the members that AlreadyExistsException carries. */
    public BackupException about(String existingArn, @Nullable String existingCreatorRequestId) {
        return new BackupException(
                code, message(), existingArn, existingCreatorRequestId, getCause());
    }

    /** The same refusal with the failure behind it, which is for the log and not for the client. */
    public BackupException because(Throwable failure) {
        return new BackupException(code, message(), arn, creatorRequestId, failure);
    }

    public ErrorCode code() {
        return code;
    }

    /** The text for the client; never absent. */
    public String message() {
        return java.util.Objects.requireNonNull(getMessage());
    }

    /** The ARN of what exists already, if this refusal speaks of one. */
    public @Nullable String arn() {
        return arn;
    }

    /** The CreatorRequestId of what exists already, if this refusal speaks of one. */
    public @Nullable String creatorRequestId() {
        return creatorRequestId;
    }
}
