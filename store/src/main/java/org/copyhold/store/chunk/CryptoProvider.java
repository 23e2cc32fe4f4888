package org.copyhold.store.chunk;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;

import javax.crypto.Cipher;
import javax.crypto.Mac;

/**
 * Where digests, MACs and ciphers come from: the Java runtime, and once it is {@link #prepare
 * prepared} AWS-LC through the Amazon Corretto Crypto Provider, where its library runs. Both give
 * the same bytes. Thread-safe.
 *
 * <p>The runtime's own are as fast in the end, but up to fifty times slower until the compiler has
 * taken them up, and it counts calls, not bytes: the first gigabyte would be sealed the slow way.
 */
public final class CryptoProvider {
    private static final Logger LOG = LoggerFactory.getLogger(CryptoProvider.class);
    private static final CryptoProvider RUNTIME = new CryptoProvider(null);

    private static volatile CryptoProvider current = RUNTIME;

    private final @Nullable Provider provider;

    private CryptoProvider(@Nullable Provider provider) {
        this.provider = provider;
    }

    /** The best one that is ready. */
    public static CryptoProvider current() {
        return current;
    }

    /** The Java runtime's. */
    public static CryptoProvider runtime() {
        return RUNTIME;
    }

    /**
     * Loads AWS-LC's library, which takes a few tenths of a second the first time; whoever seals or
     * opens much calls this before.
     */
    public static void prepare() {
        current = AwsLc.PREPARED;
    }

    /** A new SHA-256. Feed it heap arrays. */
    public MessageDigest sha256() {
        return required(
                "SHA-256",
                provider == null
                        ? () -> MessageDigest.getInstance("SHA-256")
                        : () -> MessageDigest.getInstance("SHA-256", provider));
    }

    /** A new HMAC-SHA-256 without a key. */
    public Mac hmacSha256() {
        return required(
                "HMAC-SHA-256",
                provider == null
                        ? () -> Mac.getInstance("HmacSHA256")
                        : () -> Mac.getInstance("HmacSHA256", provider));
    }

    /** A new AES-GCM without a key. */
    public Cipher aesGcm() {
        return required(
                "AES-GCM",
                provider == null
                        ? () -> Cipher.getInstance("AES/GCM/NoPadding")
                        : () -> Cipher.getInstance("AES/GCM/NoPadding", provider));
    }

    @Override
    public String toString() {
        return provider == null ? "the Java runtime" : provider.getName();
    }

    private interface Source<T> {
        T get() throws GeneralSecurityException;
    }

    private static <T> T required(String what, Source<T> source) {
        try {
            return source.get();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "This Java runtime has no " + what + ", which all of them must have", e);
        }
    }

    /** Loaded once, by whoever comes first; others wait. */
    private static final class AwsLc {
        static final CryptoProvider PREPARED = load();

        private static CryptoProvider load() {
            try {
                var provider = AmazonCorrettoCryptoProvider.INSTANCE;
                var trouble = provider.getLoadingError();
                if (trouble == null) {
                    return new CryptoProvider(provider);
                }
                LOG.info("Cryptography stays the Java runtime's: {}", trouble.toString());
            } catch (LinkageError e) {
                LOG.info("Cryptography stays the Java runtime's: {}", e.toString());
            }
            return RUNTIME;
        }
    }
}
