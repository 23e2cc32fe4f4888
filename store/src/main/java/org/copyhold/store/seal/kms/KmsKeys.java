package org.copyhold.store.seal.kms;

import org.copyhold.store.StoreException;
import org.copyhold.store.seal.DedupDomain;
import org.copyhold.store.seal.DomainSecret;
import org.copyhold.store.seal.KeyProvider;
import org.copyhold.store.seal.VaultKey;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Keys of vaults that name a KMS key: their root keys are wrapped by the service itself, bound to
 * their context as its encryption context. From one such vault to another root keys go by
 * ReEncrypt, which shows them to nobody. All other keys are those of the file.
 */
public final class KmsKeys implements KeyProvider {
    private static final String CONTEXT = "copyhold-wrap";
    private static final int TRIAL_BYTES = 32;

    private final KeyProvider file;
    private final KmsClients clients;
    private final KmsTrouble trouble;

    /**
     * Keys of a service, beside those of a file.
     *
     * @param file keeps what names no KMS key
     */
    public KmsKeys(KeyProvider file, KmsPlace place) {
        this.file = file;
        this.clients = new KmsClients(place);
        this.trouble = new KmsTrouble(place);
    }

    @Override
    public VaultKey createVaultKey() {
        return file.createVaultKey();
    }

    @Override
    public VaultKey createVaultKey(String kmsKey) {
        var found = describe(new KmsKey(kmsKey));
        // Not every service tells; what a key is good for is tried out below.
        if ((found.keyUsage() != null && found.keyUsage() != KeyUsageType.ENCRYPT_DECRYPT)
                || (found.keySpec() != null && found.keySpec() != KeySpec.SYMMETRIC_DEFAULT)) {
            throw unusable(
                    found,
                    "is %s for %s".formatted(found.keySpecAsString(), found.keyUsageAsString()));
        }
        tryOut(found);
        var sealed = new KmsKey(found.arn()).sealed();
        return new VaultKey(UUID.randomUUID().toString(), 1, sealed);
    }

    /** A key may let this server describe it and no more. */
    private void tryOut(KeyMetadata metadata) {
        var key = new KmsKey(metadata.arn());
        var bytes = new byte[TRIAL_BYTES];
        new SecureRandom().nextBytes(bytes);
        var context = "trial".getBytes(StandardCharsets.UTF_8);
        if (!Arrays.equals(bytes, decrypt(key, encrypt(key, bytes, context), context))) {
            throw unusable(metadata, "does not give back what it encrypted");
        }
    }

    @Override
    public VaultKey nextVersion(VaultKey key) {
        if (KmsKey.of(key).isEmpty()) {
            return file.nextVersion(key);
        }
        check(key);
        return new VaultKey(key.id(), key.version() + 1, key.sealed());
    }

    @Override
    public void check(VaultKey key) {
        KmsKey.of(key).ifPresentOrElse(it -> describe(it), () -> file.check(key));
    }

    @Override
    public DomainSecret createDomain() {
        return file.createDomain();
    }

    @Override
    public DedupDomain domain(DomainSecret secret) {
        return file.domain(secret);
    }

    @Override
    public byte[] wrap(VaultKey key, byte[] rootKey, byte[] context) {
        var named = KmsKey.of(key);
        return named.isEmpty()
                ? file.wrap(key, rootKey, context)
                : KmsKey.tagged(encrypt(named.get(), rootKey, context));
    }

    @Override
    public byte[] unwrap(VaultKey key, byte[] wrapped, byte[] context) {
        var named = KmsKey.of(key);
        return named.isEmpty()
                ? file.unwrap(key, wrapped, context)
                : decrypt(named.get(), KmsKey.untagged(wrapped), context);
    }

    @Override
    public byte[] rewrap(Wrapped from, VaultKey to, byte[] toContext) {
        var source = KmsKey.of(from.key());
        var destination = KmsKey.of(to);
        if (source.isPresent()
                && destination.isPresent()
                && source.get().region().equals(destination.get().region())) {
            return KmsKey.tagged(reEncrypt(source.get(), from, destination.get(), toContext));
        }
        var rootKey = unwrap(from.key(), from.wrapped(), from.context());
        try {
            return wrap(to, rootKey, toContext);
        } finally {
            Arrays.fill(rootKey, (byte) 0);
        }
    }

    @Override
    public byte[] mac(String name, byte[] payload) {
        return file.mac(name, payload);
    }

    @Override
    public String fingerprint() {
        return file.fingerprint();
    }

    /** A key that can be used, whether it was named by its ARN or by an alias. */
    private KeyMetadata describe(KmsKey key) {
        var metadata = ask(key, kms -> kms.describeKey(it -> it.keyId(key.arn())).keyMetadata());
        if (metadata.keyState() != KeyState.ENABLED) {
            throw unusable(metadata, "is " + metadata.keyStateAsString());
        }
        return metadata;
    }

    private static StoreException.Locked unusable(KeyMetadata key, String why) {
        return new StoreException.Locked(
                "The KMS key %s cannot be used: it %s.".formatted(key.arn(), why),
                "Enable it, or name one that is for ENCRYPT_DECRYPT with SYMMETRIC_DEFAULT.");
    }

    private byte[] encrypt(KmsKey key, byte[] rootKey, byte[] context) {
        return ask(
                key,
                kms ->
                        kms.encrypt(
                                        it ->
                                                it.keyId(key.arn())
                                                        .plaintext(SdkBytes.fromByteArray(rootKey))
                                                        .encryptionContext(pairs(context)))
                                .ciphertextBlob()
                                .asByteArray());
    }

    private byte[] decrypt(KmsKey key, byte[] blob, byte[] context) {
        return ask(
                key,
                kms ->
                        kms.decrypt(
                                        it ->
                                                it.keyId(key.arn())
                                                        .ciphertextBlob(
                                                                SdkBytes.fromByteArray(blob))
                                                        .encryptionContext(pairs(context)))
                                .plaintext()
                                .asByteArray());
    }

    private byte[] reEncrypt(KmsKey source, Wrapped from, KmsKey destination, byte[] toContext) {
        var blob = SdkBytes.fromByteArray(KmsKey.untagged(from.wrapped()));
        return ask(
                destination,
                kms ->
                        kms.reEncrypt(
                                        it ->
                                                it.sourceKeyId(source.arn())
                                                        .ciphertextBlob(blob)
                                                        .sourceEncryptionContext(
                                                                pairs(from.context()))
                                                        .destinationKeyId(destination.arn())
                                                        .destinationEncryptionContext(
                                                                pairs(toContext)))
                                .ciphertextBlob()
                                .asByteArray());
    }

    private static Map<String, String> pairs(byte[] context) {
        return Map.of(CONTEXT, Base64.getEncoder().encodeToString(context));
    }

    private <T> T ask(KmsKey key, Function<KmsClient, T> question) {
        try {
            return question.apply(clients.in(key.region()));
        } catch (SdkException e) {
            throw trouble.of(key, e);
        }
    }

    @Override
    public String toString() {
        return "KmsKeys[***]";
    }
}
