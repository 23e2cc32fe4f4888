package org.copyhold.control.vault;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.kit.Arn;

/** The key that clients are shown for a vault: an ARN of a KMS key or of its alias. */
public record EncryptionKeyArn(Arn arn) {
    public EncryptionKeyArn {
        var resource = arn.resource();
        if (!arn.service().equals("kms")
                || !(resource.startsWith("key/") || resource.startsWith("alias/"))) {
            throw refusal(arn.toString());
        }
    }

    /** The key that {@code text} names. */
    public static EncryptionKeyArn parse(String text) {
        return new EncryptionKeyArn(Arn.parse(text).orElseThrow(() -> refusal(text)));
    }

    /** How a key of this server's own is shown. */
    static EncryptionKeyArn own(String region, String account, String keyId) {
        return new EncryptionKeyArn(Arn.of("kms", region, account, "key/" + keyId));
    }

    @Override
    public String toString() {
        return arn.toString();
    }

    private static RuntimeException refusal(String text) {
        return INVALID_PARAMETER_VALUE.with(
                "EncryptionKeyArn must name a KMS key, such as"
                        + " arn:aws:kms:us-east-1:123456789012:key/<uuid>, not "
                        + text
                        + ".");
    }
}
