package org.copyhold.connect.aws;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What endpoints say when they do not do what they are asked. */
public final class Answers {
    private static final int MANY_REQUESTS = 429;

    private Answers() {}

    /** The HTTP status of an answer; 0 where there was none. */
    public static int status(SdkException e) {
        return e instanceof AwsServiceException answer ? answer.statusCode() : 0;
    }

    /** The name that the endpoint gives its refusal; empty where it gives none. */
    public static String code(SdkException e) {
        var details = e instanceof AwsServiceException answer ? answer.awsErrorDetails() : null;
        var code = details == null ? null : details.errorCode();
        return code == null ? "" : code;
    }

    /** Whether the same request may be answered otherwise later. */
    public static boolean isPassing(SdkException e) {
        var status = status(e);
        return status == 0 || status >= 500 || status == MANY_REQUESTS;
    }

    /** The answer in a word, or the innermost trouble that there was none. */
    public static String reason(SdkException e) {
        if (status(e) != 0) {
            return ("the endpoint answered " + status(e) + " " + code(e)).strip();
        }
        Throwable innermost = e;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage());
    }
}
