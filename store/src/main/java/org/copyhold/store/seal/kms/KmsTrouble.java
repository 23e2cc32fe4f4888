package org.copyhold.store.seal.kms;

import org.copyhold.store.StoreException;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

import java.util.Set;

/** Turns what a key service says, or does not say, into what somebody can act on. */
final class KmsTrouble {
    private static final Set<String> WRONG_KEY =
            Set.of(
                    "UnrecognizedClientException",
                    "InvalidSignatureException",
                    "InvalidClientTokenId",
                    "ExpiredTokenException",
                    "IncompleteSignature",
                    "MissingAuthenticationToken");

    private final KmsPlace place;

    KmsTrouble(KmsPlace place) {
        this.place = place;
    }

    /** What is wrong with a key, or with the way to it. */
    StoreException of(KmsKey key, SdkException e) {
        return switch (e) {
            case DisabledException _, KmsInvalidStateException _ -> locked(key, "is disabled", e);
            case NotFoundException _ -> locked(key, "does not exist", e);
            case InvalidKeyUsageException _ -> locked(key, "cannot encrypt", e);
            case InvalidCiphertextException _, IncorrectKeyException _ -> damaged(key, e);
            case AwsServiceException answer -> answered(key, answer);
            default ->
                    new StoreException.Unavailable(
                            place + " does not answer: " + e.getMessage() + ".",
                            "Jobs go on by themselves when it is back.",
                            true,
                            e);
        };
    }

    private StoreException answered(KmsKey key, AwsServiceException e) {
        var code = code(e);
        if (code.startsWith("AccessDenied")) {
            return locked(key, "may not be used by this server", e);
        }
        if (code.equals("ValidationException")) {
            return locked(key, "is none that the service knows", e);
        }
        if (WRONG_KEY.contains(code)) {
            return new StoreException.Unavailable(
                    place + " does not know the access key, or its secret is another.",
                    "Correct accessKey and secretKey of kms.",
                    false,
                    e);
        }
        return new StoreException.Unavailable(
                place + " could not do it: " + e.getMessage(),
                "It is tried again by itself.",
                true,
                e);
    }

    /** The service's name for what is wrong; what a proxy answers in its place has none. */
    private static String code(AwsServiceException e) {
        var details = e.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    private static StoreException.Locked locked(KmsKey key, String what, SdkException e) {
        return new StoreException.Locked(
                "The KMS key " + key.arn() + " " + what + ".",
                "Enable it, or let this server use it: kms:DescribeKey, Encrypt, Decrypt,"
                        + " ReEncryptFrom and ReEncryptTo.",
                e);
    }

    private static StoreException.Locked damaged(KmsKey key, SdkException e) {
        return new StoreException.Locked(
                "A root key does not open under KMS key " + key.arn() + ".",
                "Its wrap or root record was damaged or exchanged; \"copyhold store check"
                        + " --read-data\" names what else is.",
                e);
    }
}
