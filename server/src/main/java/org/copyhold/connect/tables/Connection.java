package org.copyhold.connect.tables;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Endpoint;
import org.copyhold.connect.aws.Answers;
import org.copyhold.connect.aws.AwsClients;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.util.Set;
import java.util.function.Supplier;

/**
 * The way to an endpoint, shared by all jobs.
 *
 * @param reads what reading uses
 * @param writes what writing uses
 */
record Connection(Endpoint at, Pace reads, Pace writes, Backoff backoff) {
    private static final Set<String> CLOSED =
            Set.of(
                    "AccessDeniedException",
                    "UnrecognizedClientException",
                    "InvalidSignatureException",
                    "MissingAuthenticationTokenException",
                    "ExpiredTokenException");

    /** How often an endpoint may have no answer. */
    private static final int MOST_SILENT = 5;

    private static final String MORE_CAPACITY =
            "Give the table more capacity, or the endpoint lower readUnitsPerSecond and"
                    + " writeUnitsPerSecond, then start the job again.";

    /** A way whose rates are those of the endpoint. */
    static Connection to(Endpoint at, Backoff backoff) {
        return new Connection(
                at, new Pace(at.rates().readUnits()), new Pace(at.rates().writeUnits()), backoff);
    }

    /**
     * Asks until the table gives something, or has given nothing for long. An endpoint that does
     * not answer is asked a few times only.
     */
    <T> T patiently(Supplier<T> request) {
        var wait = backoff.begin();
        var silent = 0;
        while (true) {
            try {
                return request.get();
            } catch (SdkException e) {
                var mayPass = isThrottled(e) || (Answers.isPassing(e) && silent++ < MOST_SILENT);
                if (!mayPass || !pause(wait)) {
                    throw e;
                }
            }
        }
    }

    /** Pauses; answers whether to try again. */
    static boolean pause(Backoff.Wait wait) {
        try {
            return wait.again();
        } catch (InterruptedException e) {
            throw stopped(e);
        }
    }

    static ConnectorException stopped(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ConnectorException("The work on the table was stopped.", true, e);
    }

    static boolean isThrottled(SdkException e) {
        return e instanceof AwsServiceException answer && answer.isThrottlingException();
    }

    static boolean isMissing(SdkException e) {
        return Answers.code(e).equals("ResourceNotFoundException");
    }

    /** Whether the endpoint has no such operation. */
    static boolean isUnknown(SdkException e) {
        return Answers.code(e).equals("UnknownOperationException");
    }

    /** Whether the table is in a state that forbids what was asked. */
    static boolean isInUse(SdkException e) {
        return Answers.code(e).equals("ResourceInUseException")
                || Answers.code(e).equals("TableAlreadyExistsException");
    }

    /**
     * What an endpoint said, or did not say, for an operator.
     *
     * @param what a sentence without its end that names the table
     */
    static ConnectorException trouble(String what, SdkException e) {
        var isPassing = Answers.isPassing(e) || isThrottled(e) || isLimited(e);
        return new ConnectorException(
                "%s: %s. %s".formatted(what, reason(e), remedy(e)), isPassing, e);
    }

    /** A table took nothing for long. */
    static ConnectorException starved(String what) {
        return new ConnectorException(
                what + ": the table takes no more items for long. " + MORE_CAPACITY, true, null);
    }

    /** Too many tables are being made at once. */
    private static boolean isLimited(SdkException e) {
        return Answers.code(e).equals("LimitExceededException");
    }

    private static String reason(SdkException e) {
        var details = e instanceof AwsServiceException answer ? answer.awsErrorDetails() : null;
        var said = details == null ? null : details.errorMessage();
        return Answers.reason(e) + (said == null ? "" : " (" + said + ")");
    }

    private static String remedy(SdkException e) {
        if (isMissing(e)) {
            return "Make the table, or remove the resource with `copyhold resource remove`, then"
                    + " start the job again.";
        }
        if (CLOSED.contains(Answers.code(e))) {
            return "Let the endpoint's access key describe and scan the table, and for restores"
                    + " create, write and delete one, then start the job again.";
        }
        if (isThrottled(e)) {
            return MORE_CAPACITY;
        }
        if (isLimited(e)) {
            return "Wait until fewer tables are being made, then start the job again.";
        }
        return "See whether the endpoint is sound and can be reached, then start the job again.";
    }

    DynamoDbClient open(int connections) {
        return AwsClients.open(DynamoDbClient.builder(), at, connections, 1);
    }
}
