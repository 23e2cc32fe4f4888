package org.copyhold.api.http;

import static org.copyhold.kit.ErrorCode.UNKNOWN_OPERATION;

import org.copyhold.api.Answer;
import org.copyhold.api.sigv4.SignedRequest;
import org.copyhold.api.sigv4.Verifier;
import org.copyhold.api.wire.Query;
import org.copyhold.kit.BackupException;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * The one operation of STS that clients need before they trust an endpoint: GetCallerIdentity, in
 * the query protocol, which answers XML. Whoever holds a key of an account itself is its root.
 */
final class CallerIdentity {
    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
    private static final String OPERATION = "GetCallerIdentity";

    private final Verifier verifier;

    CallerIdentity(Verifier verifier) {
        this.verifier = verifier;
    }

    /** Whether a request speaks the query protocol, which knows the path {@code /} only. */
    static boolean asked(SignedRequest request) {
        var path = request.rawPath();
        return (path.isEmpty() || path.equals("/")) && parameters(request).has("Action");
    }

    Answer answer(SignedRequest request, String requestId) {
        try {
            var caller = verifier.verify(request, "sts");
            var action = parameters(request).get("Action");
            if (!OPERATION.equals(action)) {
                throw UNKNOWN_OPERATION.with(
                        "This server offers " + OPERATION + " of STS only, not " + action + ".");
            }
            var account = caller.account();
            return xml(
                    200,
                    null,
                    """
                    <GetCallerIdentityResponse xmlns="%s">
                      <GetCallerIdentityResult>
                        <Arn>%s</Arn>
                        <UserId>%s</UserId>
                        <Account>%s</Account>
                      </GetCallerIdentityResult>
                      <ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata>
                    </GetCallerIdentityResponse>
                    """
                            .formatted(
                                    NAMESPACE,
                                    escape(caller.principal().toString()),
                                    escape(caller.user() == null ? account : caller.user()),
                                    account,
                                    requestId));
        } catch (BackupException e) {
            return xml(
                    e.code().status(),
                    e.code().wireName(),
                    """
                    <ErrorResponse xmlns="%s">
                      <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
                      <RequestId>%s</RequestId>
                    </ErrorResponse>
                    """
                            .formatted(
                                    NAMESPACE,
                                    e.code().wireName(),
                                    escape(e.message()),
                                    requestId));
        }
    }

    private static Query parameters(SignedRequest request) {
        return Query.parse(
                request.method().equals("POST")
                        ? new String(request.body(), StandardCharsets.UTF_8)
                        : request.rawQuery());
    }

    private static Answer xml(int status, @Nullable String error, String text) {
        return new Answer(status, "text/xml", text.getBytes(StandardCharsets.UTF_8), error);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
