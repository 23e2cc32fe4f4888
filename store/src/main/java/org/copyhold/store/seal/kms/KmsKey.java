package org.copyhold.store.seal.kms;

import org.copyhold.store.StoreException;
import org.copyhold.store.seal.VaultKey;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key of the service, as a vault's key names it: FORMAT §7.
 *
 * @param arn {@code arn:aws:kms:<region>:<account>:key/<id>}
 */
record KmsKey(String arn) {
    /** The first byte of a vault's key, and of a wrap, that the service keeps. */
    static final byte SCHEME = 2;

    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:kms:([a-z]{2}(?:-[a-z]+)+-[0-9]+):[^:]*:.+");

    KmsKey {
        if (!ARN.matcher(arn).matches()) {
            throw new StoreException.Locked(
                    "\"" + arn + "\" is no ARN of a KMS key.",
                    "Name it by its ARN, such as arn:aws:kms:us-east-1:123456789012:key/<id>.");
        }
    }

    /** The key that a vault's key names; empty when it is one of another kind. */
    static Optional<KmsKey> of(VaultKey key) {
        var sealed = key.sealed();
        return sealed.length > 0 && sealed[0] == SCHEME
                ? Optional.of(
                        new KmsKey(
                                new String(sealed, 1, sealed.length - 1, StandardCharsets.UTF_8)))
                : Optional.empty();
    }

    /** As a vault's key names it. */
    byte[] sealed() {
        return tagged(arn.getBytes(StandardCharsets.UTF_8));
    }

    String region() {
        return ARN.matcher(arn).replaceFirst("$1");
    }

    static byte[] tagged(byte[] bytes) {
        var tagged = new byte[bytes.length + 1];
        tagged[0] = SCHEME;
        System.arraycopy(bytes, 0, tagged, 1, bytes.length);
        return tagged;
    }

    /** What stands behind the first byte of a wrap of this kind. */
    static byte[] untagged(byte[] wrapped) {
        if (wrapped.length == 0 || wrapped[0] != SCHEME) {
            throw new StoreException.Locked(
                    "A root key is wrapped in another way than its vault's key says.",
                    "Its wrap was exchanged: bring it back from a copy of the store.");
        }
        return Arrays.copyOfRange(wrapped, 1, wrapped.length);
    }
}
