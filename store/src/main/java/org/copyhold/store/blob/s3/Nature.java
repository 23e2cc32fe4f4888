package org.copyhold.store.blob.s3;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Set;

import javax.net.ssl.SSLHandshakeException;

/** What became of a request that failed. */
enum Nature {
    /** There is no such object. */
    ABSENT,
    /** The name is taken. */
    TAKEN,
    /** The object ends before the range begins. */
    BEYOND_END,
    /** It was refused, and will be again. */
    REFUSED,
    /** It was not done, and may be tried again. */
    NOT_DONE,
    /** It may have been done. */
    UNKNOWN;

    private static final Set<String> DAMAGED_ON_THE_WAY =
            Set.of(
                    "BadDigest",
                    "InvalidDigest",
                    "IncompleteBody",
                    "RequestTimeout",
                    "XAmzContentSHA256Mismatch",
                    "XAmzContentChecksumMismatch");

    static Nature of(SdkException e) {
        if (e instanceof AwsServiceException answer) {
            return of(answer.statusCode(), S3Trouble.code(answer));
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case SSLHandshakeException _ -> {
                    return REFUSED;
                }
                case ConnectException _, UnknownHostException _, NoRouteToHostException _ -> {
                    return NOT_DONE;
                }
                case InterruptedIOException late when S3Trouble.says(late, "Connect to") -> {
                    return NOT_DONE;
                }
                default -> {}
            }
        }
        return S3Trouble.says(e, "Unable to load credentials", "Unable to load region")
                ? REFUSED
                : UNKNOWN;
    }

    private static Nature of(int status, String code) {
        if (DAMAGED_ON_THE_WAY.contains(code)) {
            return NOT_DONE;
        }
        return switch (status) {
            case 404 -> code.equals("NoSuchBucket") ? REFUSED : ABSENT;
            case 408, 409, 429 -> NOT_DONE;
            case 412 -> TAKEN;
            case 416 -> BEYOND_END;
            case 501, 507 -> REFUSED;
            default -> status >= 500 ? UNKNOWN : REFUSED;
        };
    }

    /** Whether the same request may succeed. */
    boolean mayBeTriedAgain() {
        return this == NOT_DONE || this == UNKNOWN;
    }
}
