package org.copyhold.store.blob.s3;

import org.copyhold.store.StoreException;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.SSLException;

/** Turns what an endpoint says, or does not say, into what an operator can act on. */
final class S3Trouble {
    private static final Set<String> WRONG_KEY =
            Set.of("InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidSecurity");
    private static final Set<String> WRONG_REGION =
            Set.of(
                    "AuthorizationHeaderMalformed",
                    "PermanentRedirect",
                    "IllegalLocationConstraintException");
    private static final Set<String> WRONG_TIME =
            Set.of("RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture");
    private static final Set<String> FULL =
            Set.of("QuotaExceeded", "XMinioStorageFull", "EntityTooLarge", "InsufficientStorage");

    private final S3Place place;

    S3Trouble(S3Place place) {
        this.place = place;
    }

    /**
     * The failure of an attempt that has changed nothing.
     *
     * @param what a sentence without its full stop that names the attempt and the store
     */
    StoreException.Unavailable of(String what, SdkException e) {
        return e instanceof AwsServiceException answer ? answered(what, answer) : silent(what, e);
    }

    /** The failure of a write that may have been done. */
    StoreException.OutcomeUnknown unknown(String what, SdkException e) {
        return new StoreException.OutcomeUnknown(
                what + ", or did after all: " + reason(e) + ".",
                of(what, e).hint() + " It is looked at before anything else.",
                e);
    }

    /** A write whose outcome cannot be looked at. */
    StoreException.OutcomeUnknown unseen(String what, StoreException e) {
        return new StoreException.OutcomeUnknown(
                what + ", or did after all, and could not look: " + e.getMessage(), e.hint(), e);
    }

    /** The endpoint said that it had written what it has not. */
    StoreException.OutcomeUnknown untrue(String what) {
        return new StoreException.OutcomeUnknown(
                what + ": the endpoint said that it was written, and has it not, or not so.",
                "See what lies between this machine and " + place + ", and whether it is sound.",
                null);
    }

    StoreException.Unavailable noBucket(String what) {
        return mend(
                what + ": there is no bucket " + place.bucket() + ".",
                "Make the bucket " + place.bucket() + ", or correct the Region's store.",
                null);
    }

    private StoreException.Unavailable answered(String what, AwsServiceException e) {
        var code = code(e);
        int status = e.statusCode();
        if (WRONG_KEY.contains(code)) {
            return mend(
                    what + ": the endpoint does not know the access key, or its secret is another.",
                    "Correct accessKey and secretKey of the Region's s3.",
                    e);
        }
        if (WRONG_TIME.contains(code)) {
            return mend(
                    what + ": the endpoint's clock and this machine's are too far apart.",
                    "Set this machine's clock; let NTP keep it.",
                    e);
        }
        if (code.equals("NoSuchBucket")) {
            return noBucket(what);
        }
        if (WRONG_REGION.contains(code) || status / 100 == 3) {
            return mend(
                    what + ": the bucket is not in Region " + place.region() + ".",
                    "Set region of the Region's s3 to that of the bucket.",
                    e);
        }
        if (FULL.contains(code) || status == 507) {
            return mend(
                    what + ": there is no room left.",
                    "Make room in " + place + ", or raise its quota.",
                    e);
        }
        if (status == 403) {
            return mend(
                    what + ": access denied.",
                    "Allow the access key s3:GetObject, s3:PutObject and s3:DeleteObject on the"
                            + " objects below the prefix, and s3:ListBucket on the bucket "
                            + place.bucket()
                            + ".",
                    e);
        }
        return status >= 500 || status == 429
                ? passing(what + ": " + reason(e) + ".", "It is tried again by itself.", e)
                : mend(what + ": " + reason(e) + ".", "See the endpoint's log.", e);
    }

    private StoreException.Unavailable silent(String what, SdkException e) {
        if (cause(e, SSLException.class).isPresent() && says(e, "PKIX", "certificate", "trust")) {
            return mend(
                    what + ": the endpoint's certificate is not one to be trusted.",
                    "Name the certificate of whoever signed it as ca of the Region's s3, a PEM"
                            + " file.",
                    e);
        }
        if (says(e, "Unable to load credentials")) {
            return mend(
                    what + ": there is no access key.",
                    "Write accessKey and secretKey into the Region's s3.",
                    e);
        }
        if (cause(e, UnknownHostException.class).isPresent()) {
            return passing(
                    what + ": nobody knows the endpoint's host.",
                    "Correct endpoint of the Region's s3, or mend the name service; set pathStyle:"
                            + " true where the bucket's name is no part of the host's.",
                    e);
        }
        if (cause(e, ConnectException.class).isPresent()) {
            return passing(
                    what + ": nothing answers there.",
                    "See whether the endpoint runs and this machine can reach it; endpoint of the"
                            + " Region's s3 says where it is.",
                    e);
        }
        return passing(
                what + ": " + reason(e) + ".",
                "See whether the endpoint and the way to it are sound; it is tried again by"
                        + " itself.",
                e);
    }

    /** The client wraps whatever is thrown while an answer is read. */
    static void throwOurs(SdkException e) {
        var ours = cause(e, StoreException.class);
        if (ours.isPresent()) {
            throw ours.get();
        }
    }

    /** Whether the endpoint asked for less. */
    static boolean crowded(SdkException e) {
        return e instanceof AwsServiceException answer
                && (answer.statusCode() == 503 || answer.statusCode() == 429);
    }

    /** The endpoint's name for what is wrong; empty where it has none. */
    static String code(AwsServiceException e) {
        var details = e.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    static boolean says(Throwable e, String... words) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            for (var word : words) {
                if (String.valueOf(cause.getMessage()).contains(word)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static <T> Optional<T> cause(Throwable e, Class<T> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    /** What the answer says in a word, or the innermost trouble that there was none. */
    private static String reason(SdkException e) {
        if (e instanceof AwsServiceException answer) {
            return "the endpoint answered " + answer.statusCode() + " " + code(answer);
        }
        Throwable innermost = e;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage());
    }

    private static StoreException.Unavailable mend(
            String what, String hint, @Nullable Throwable e) {
        return new StoreException.Unavailable(what, hint, false, e);
    }

    private static StoreException.Unavailable passing(String what, String hint, Throwable e) {
        return new StoreException.Unavailable(what, hint, true, e);
    }
}
