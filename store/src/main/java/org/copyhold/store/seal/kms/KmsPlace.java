package org.copyhold.store.seal.kms;

import org.jspecify.annotations.Nullable;

import java.net.URI;

/**
 * Where a key management service is, and how to get in.
 *
 * @param endpoint null for AWS itself, in the Region of each key
 * @param accessKey null for what the environment has: variables, a profile, the machine's role
 * @param secretKey null with {@code accessKey}
 */
public record KmsPlace(
        @Nullable URI endpoint, @Nullable String accessKey, @Nullable String secretKey) {
    /** Where it is, for messages; without a secret. */
    @Override
    public String toString() {
        return endpoint == null ? "AWS KMS" : "the key service at " + endpoint;
    }
}
