package org.copyhold.connect.buckets;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Endpoint;
import org.copyhold.connect.Resource;
import org.copyhold.connect.aws.Answers;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

import java.security.cert.CertificateException;

/**
 * A bucket that is reached through a client of its own, and the words for what goes wrong there.
 */
final class Bucket implements AutoCloseable {
    private static final int BAD = 400;
    private static final int MISSING = 404;
    private static final int UNALLOWED = 405;
    private static final int UNIMPLEMENTED = 501;
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;
    private static final int CHANGED = 412;

    private final String name;
    private final Endpoint at;
    private final S3Client client;

    Bucket(String name, Endpoint at, S3Client client) {
        this.name = name;
        this.at = at;
        this.client = client;
    }

    static Bucket open(Resource resource, Endpoint at) {
        return new Bucket(resource.arn().resource(), at, BucketClients.open(at));
    }

    String name() {
        return name;
    }

    S3Client client() {
        return client;
    }

    /** As messages name it. */
    String shown() {
        return "Bucket " + name + " at " + at;
    }

    /**
     * Looks whether it is there and may be asked.
     *
     * @throws ConnectorException when not
     */
    void check() {
        try {
            client.headBucket(it -> it.bucket(name));
        } catch (SdkException e) {
            throw trouble(shown() + " cannot be read", e);
        }
    }

    boolean exists() {
        try {
            client.headBucket(it -> it.bucket(name));
            return true;
        } catch (SdkException e) {
            if (isMissing(e)) {
                return false;
            }
            throw trouble(shown() + " cannot be looked at", e);
        }
    }

    /**
     * Whether it keeps versions.
     *
     * @throws SdkException when that cannot be told
     */
    Versioning versioning() {
        try {
            return switch (client.getBucketVersioning(it -> it.bucket(name)).status()) {
                case ENABLED -> Versioning.ON;
                case SUSPENDED -> Versioning.SUSPENDED;
                case UNKNOWN_TO_SDK_VERSION -> Versioning.NEVER;
                case null -> Versioning.NEVER;
            };
        } catch (SdkException e) {
            if (isForbidden(e)) {
                return Versioning.HIDDEN;
            }
            if (isUnheardOf(e)) {
                return Versioning.NEVER;
            }
            throw e;
        }
    }

    /** Whether the endpoint has nothing of what it was asked for. */
    static boolean isUnheardOf(SdkException e) {
        return switch (status(e)) {
            case BAD, UNALLOWED, UNIMPLEMENTED -> true;
            case MISSING ->
                    !(e instanceof NoSuchBucketException || e instanceof NoSuchKeyException);
            default -> false;
        };
    }

    static boolean isMissing(SdkException e) {
        return status(e) == MISSING;
    }

    static boolean isForbidden(SdkException e) {
        return status(e) == FORBIDDEN;
    }

    static boolean isConflict(SdkException e) {
        return status(e) == CONFLICT;
    }

    static boolean isReplaced(SdkException e) {
        return status(e) == CHANGED;
    }

    private static int status(SdkException e) {
        return Answers.status(e);
    }

    /**
     * What an endpoint said, or did not say, for an operator.
     *
     * @param what a sentence without its end that names the bucket
     */
    ConnectorException trouble(String what, SdkException e) {
        if (isUntrusted(e)) {
            return new ConnectorException(
                    what
                            + ": the endpoint's certificate is not one to be trusted. Name that of"
                            + " whoever signed it, a PEM file, as ca of the endpoint, then start"
                            + " the job again.",
                    false,
                    e);
        }
        var remedy =
                switch (status(e)) {
                    case MISSING ->
                            "Make the bucket, or remove the resource with `copyhold resource"
                                    + " remove`, then start the job again.";
                    case FORBIDDEN, 401 ->
                            "Let the endpoint's access key list, read and write the bucket, then"
                                    + " start the job again.";
                    case 503, 429 ->
                            "It asks for fewer requests; start the job again when it is less busy.";
                    default ->
                            "See whether the endpoint is sound and can be reached, then start the"
                                    + " job again.";
                };
        return new ConnectorException(
                "%s: %s. %s".formatted(what, reason(e), remedy), Answers.isPassing(e), e);
    }

    private static boolean isUntrusted(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    /** The answer in a word, or the innermost trouble that there was none. */
    static String reason(SdkException e) {
        return Answers.reason(e);
    }

    @Override
    public void close() {
        client.close();
    }
}
