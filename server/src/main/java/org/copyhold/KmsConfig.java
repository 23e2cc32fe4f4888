package org.copyhold;

import org.copyhold.kit.Secret;
import org.copyhold.store.seal.KeyProvider;
import org.copyhold.store.seal.kms.KmsKeys;
import org.copyhold.store.seal.kms.KmsPlace;
import org.jspecify.annotations.Nullable;

import java.net.URI;

/**
 * A key management service, for vaults that name one of its keys.
 *
 * @param endpoint null for AWS itself
 * @param accessKey null for what the environment has
 * @param secretKey null with {@code accessKey}
 */
public record KmsConfig(
        @Nullable URI endpoint, @Nullable String accessKey, @Nullable Secret secretKey) {
    public KmsConfig {
        Config.check(
                endpoint == null
                        || (endpoint.getHost() != null
                                && endpoint.getUserInfo() == null
                                && ("http".equals(endpoint.getScheme())
                                        || "https".equals(endpoint.getScheme()))),
                "kms: endpoint is no URL; write for example https://kms.example.org.");
        Config.check(
                (accessKey == null) == (secretKey == null),
                "kms: accessKey and secretKey go together.");
    }

    /**
     * The keys of a file, and beside them those of the service where there is one.
     *
     * @param kms null for none
     */
    static KeyProvider keys(KeyProvider file, @Nullable KmsConfig kms) {
        if (kms == null) {
            return file;
        }
        var secret = kms.secretKey();
        return new KmsKeys(
                file,
                new KmsPlace(
                        kms.endpoint(), kms.accessKey(), secret == null ? null : secret.reveal()));
    }
}
