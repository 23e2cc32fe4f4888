package org.copyhold.kit;

/**
 * The names under which this service refuses, with their HTTP status.
 *
 * <p>The modelled ones are those of AWS Backup's API (all 400, the service's own faults 500); the
 * others are the errors common to all AWS services.
 */
public enum ErrorCode {
    ALREADY_EXISTS("AlreadyExistsException", 400),
    CONFLICT("ConflictException", 400),
    DEPENDENCY_FAILURE("DependencyFailureException", 500),
    INVALID_PARAMETER_VALUE("InvalidParameterValueException", 400),
    INVALID_REQUEST("InvalidRequestException", 400),
    INVALID_RESOURCE_STATE("InvalidResourceStateException", 400),
    LIMIT_EXCEEDED("LimitExceededException", 400),
    MISSING_PARAMETER_VALUE("MissingParameterValueException", 400),
    RESOURCE_NOT_FOUND("ResourceNotFoundException", 400),
    SERVICE_UNAVAILABLE("ServiceUnavailableException", 500),

    ACCESS_DENIED("AccessDeniedException", 403),
    EXPIRED_TOKEN("ExpiredTokenException", 403),
    INCOMPLETE_SIGNATURE("IncompleteSignatureException", 403),
    INVALID_SIGNATURE("InvalidSignatureException", 403),
    MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationTokenException", 403),
    UNRECOGNIZED_CLIENT("UnrecognizedClientException", 403),
    INTERNAL_FAILURE("InternalFailure", 500),
    METHOD_NOT_ALLOWED("MethodNotAllowed", 405),
    REQUEST_ENTITY_TOO_LARGE("RequestEntityTooLarge", 413),
    REQUEST_TIMEOUT("RequestTimeout", 408),
    SERIALIZATION("SerializationException", 400),
    THROTTLING("ThrottlingException", 400),
    UNKNOWN_OPERATION("UnknownOperationException", 404);

    private final String wireName;
    private final int status;

    ErrorCode(String wireName, int status) {
        this.wireName = wireName;
        this.status = status;
    }

    /** The name clients match on, as in {@code x-amzn-ErrorType}. */
    public String wireName() {
        return wireName;
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** A refusal under this name. */
    public BackupException with(String message) {
        return new BackupException(this, message, null, null, null);
    }
}
