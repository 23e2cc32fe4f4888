package org.copyhold.store.seal;

import org.copyhold.store.StoreException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * The master key in a file of 64 hexadecimal digits that only its owner may read: docs/FORMAT.md §6
 * and §7.
 */
public final class MasterKey implements KeyProvider {
    /** Bytes of the key, and of all keys under it. */
    static final int BYTES = 32;

    private static final byte SCHEME = 1;
    private static final String VAULT = "vault";
    private static final String DOMAIN = "domain";

    private final byte[] secret;
    private final SecureRandom random;

    MasterKey(byte[] secret, SecureRandom random) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("A master key has 32 bytes, not " + secret.length);
        }
        this.secret = secret.clone();
        this.random = random;
    }

    /**
     * Reads the file; creates it with a fresh key only when it is absent and nothing was sealed
     * yet.
     *
     * @param expected the {@link #fingerprint} kept when the key was first used; empty when nothing
     *     is sealed yet
     * @throws StoreException.Locked when the key is missing although something was sealed,
     *     unreadable, or another one
     */
    public static MasterKey openOrCreate(Path file, Optional<String> expected) {
        var random = new SecureRandom();
        var key =
                new MasterKey(
                        new MasterKeyFile(file).readOrCreate(expected.isEmpty(), random), random);
        if (expected.isPresent() && !key.isKnownAs(expected.get())) {
            throw new StoreException.Locked(
                    "The master key in "
                            + file
                            + " is not the one that the vault keys were sealed with.",
                    "Put the right file back; without it nothing in the stores can be read.");
        }
        return key;
    }

    /**
     * Reads the file, and never makes one.
     *
     * @throws StoreException.Locked when it is missing or unreadable
     */
    public static MasterKey open(Path file) {
        var random = new SecureRandom();
        return new MasterKey(new MasterKeyFile(file).readOrCreate(false, random), random);
    }

    private boolean isKnownAs(String fingerprint) {
        return MessageDigest.isEqual(
                fingerprint.getBytes(StandardCharsets.UTF_8),
                fingerprint().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public VaultKey createVaultKey() {
        var id = UUID.randomUUID().toString();
        return new VaultKey(id, 1, seal(VAULT, id, 1, fresh(BYTES)));
    }

    @Override
    public VaultKey createVaultKey(String kmsKey) {
        return createVaultKey();
    }

    @Override
    public void check(VaultKey key) {
        vaultKey(key);
    }

    @Override
    public VaultKey nextVersion(VaultKey key) {
        int next = key.version() + 1;
        return new VaultKey(key.id(), next, seal(VAULT, key.id(), next, fresh(BYTES)));
    }

    @Override
    public DomainSecret createDomain() {
        var id = UUID.randomUUID().toString();
        return new DomainSecret(id, 1, seal(DOMAIN, id, 1, fresh(BYTES)));
    }

    @Override
    public DedupDomain domain(DomainSecret secret) {
        return DedupDomain.of(
                secret.id(), open(DOMAIN, secret.id(), secret.version(), secret.sealed()));
    }

    @Override
    public byte[] wrap(VaultKey key, byte[] rootKey, byte[] context) {
        return encrypt(vaultKey(key), rootKey, context);
    }

    @Override
    public byte[] unwrap(VaultKey key, byte[] wrapped, byte[] context) {
        return decrypt(vaultKey(key), wrapped, context)
                .orElseThrow(
                        () ->
                                new StoreException.Locked(
                                        "A root key does not open under vault key "
                                                + key.id()
                                                + "-"
                                                + key.version()
                                                + ".",
                                        "Its wrap or root record was damaged or exchanged;"
                                                + " \"copyhold store check --read-data\" names what"
                                                + " else is."));
    }

    @Override
    public byte[] rewrap(Wrapped from, VaultKey to, byte[] toContext) {
        var rootKey = unwrap(from.key(), from.wrapped(), from.context());
        try {
            return wrap(to, rootKey, toContext);
        } finally {
            Arrays.fill(rootKey, (byte) 0);
        }
    }

    @Override
    public byte[] mac(String name, byte[] payload) {
        return Kdf.hmac(
                Kdf.expand(secret, "record"),
                name.getBytes(StandardCharsets.UTF_8),
                new byte[1],
                payload);
    }

    @Override
    public String fingerprint() {
        return HexFormat.of().formatHex(Kdf.expand(secret, "fingerprint"), 0, 16);
    }

    private byte[] vaultKey(VaultKey key) {
        return open(VAULT, key.id(), key.version(), key.sealed());
    }

    private byte[] seal(String kind, String id, int version, byte[] plain) {
        return encrypt(Kdf.expand(secret, kind), plain, keyContext(id, version));
    }

    private byte[] open(String kind, String id, int version, byte[] sealed) {
        return decrypt(Kdf.expand(secret, kind), sealed, keyContext(id, version))
                .filter(plain -> plain.length == BYTES)
                .orElseThrow(
                        () ->
                                new StoreException.Locked(
                                        "The "
                                                + kind
                                                + " key "
                                                + id
                                                + "-"
                                                + version
                                                + " does not open under this master key.",
                                        "Put the master key file back that it was sealed with."));
    }

    private byte[] encrypt(byte[] key, byte[] plain, byte[] context) {
        var nonce = fresh(Gcm.NONCE_BYTES);
        var ciphertext = Gcm.encrypt(key, nonce, plain, context);
        return ByteBuffer.allocate(1 + nonce.length + ciphertext.length)
                .put(SCHEME)
                .put(nonce)
                .put(ciphertext)
                .array();
    }

    private static Optional<byte[]> decrypt(byte[] key, byte[] sealed, byte[] context) {
        int start = 1 + Gcm.NONCE_BYTES;
        if (sealed.length < start + Gcm.TAG_BYTES || sealed[0] != SCHEME) {
            return Optional.empty();
        }
        return Gcm.decrypt(
                key,
                Arrays.copyOfRange(sealed, 1, start),
                Arrays.copyOfRange(sealed, start, sealed.length),
                context);
    }

    private byte[] fresh(int bytes) {
        var fresh = new byte[bytes];
        random.nextBytes(fresh);
        return fresh;
    }

    private static byte[] keyContext(String id, int version) {
        return new Context("copyhold-key-1").text(id).number(version).bytes();
    }

    @Override
    public String toString() {
        return "MasterKey[***]";
    }
}
