package org.copyhold.store.seal;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.copyhold.store.StoreException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * A master key sealed under a passphrase, fit to be kept on paper or with a stranger:
 * docs/FORMAT.md §7. The key under which it is sealed is Argon2id of the passphrase.
 */
public final class MasterKeyBackup {
    private static final JsonMapper JSON = new JsonMapper();
    private static final byte[] CONTEXT = "copyhold-master-key-1".getBytes(StandardCharsets.UTF_8);
    private static final int SALT_BYTES = 16;
    private static final Cost COST = new Cost(64 << 10, 3, 4);

    /** What a reader is made to spend at most: a hostile file must not bring it down. */
    private static final Cost MOST = new Cost(1 << 20, 16, 16);

    private static final int MIN_CHARACTERS = 12;

    private MasterKeyBackup() {}

    private record Cost(int memoryKib, int passes, int lanes) {}

    /**
     * Seals the key in a file into another file, which must not be there yet.
     *
     * @throws StoreException.Locked when the passphrase is too short, or the key cannot be read
     */
    public static void seal(Path masterKey, char[] passphrase, Path into) {
        if (passphrase.length < MIN_CHARACTERS) {
            throw new StoreException.Locked(
                    "A passphrase of " + passphrase.length + " characters protects nothing.",
                    "Take one of " + MIN_CHARACTERS + " characters at least, such as five words.");
        }
        var random = new SecureRandom();
        var secret = new MasterKeyFile(masterKey).readOrCreate(false, random);
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        var key = stretch(passphrase, salt, COST);
        var sealed = Gcm.encrypt(key, new byte[Gcm.NONCE_BYTES], secret, CONTEXT);
        var json =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("format", 1)
                        .put("kdf", "argon2id")
                        .put("memoryKib", COST.memoryKib())
                        .put("passes", COST.passes())
                        .put("lanes", COST.lanes())
                        .put("salt", Base64.getEncoder().encodeToString(salt))
                        .put("sealed", Base64.getEncoder().encodeToString(sealed));
        Arrays.fill(secret, (byte) 0);
        Arrays.fill(key, (byte) 0);
        new MasterKeyFile(into).write(json + "\n");
    }

    /**
     * Opens what {@link #seal} made, and puts the key where a server looks for it. A key that is
     * there is never replaced.
     *
     * @throws StoreException.Locked when the passphrase is not the one
     */
    public static void open(Path backup, char[] passphrase, Path masterKey) {
        try {
            var json = JSON.readTree(new MasterKeyFile(backup).text());
            var cost =
                    new Cost(
                            json.path("memoryKib").asInt(),
                            json.path("passes").asInt(),
                            json.path("lanes").asInt());
            if (json.path("format").asInt() != 1
                    || !json.path("kdf").asText().equals("argon2id")
                    || !isBearable(cost)) {
                throw notABackup(backup, null);
            }
            var key = stretch(passphrase, json.path("salt").binaryValue(), cost);
            var secret =
                    Gcm.decrypt(
                                    key,
                                    new byte[Gcm.NONCE_BYTES],
                                    json.path("sealed").binaryValue(),
                                    CONTEXT)
                            .filter(it -> it.length == MasterKey.BYTES)
                            .orElseThrow(() -> wrong(backup));
            new MasterKeyFile(masterKey).write(MasterKeyFile.text(secret));
        } catch (IOException e) {
            throw notABackup(backup, e);
        }
    }

    private static boolean isBearable(Cost cost) {
        return cost.memoryKib() >= 8 * cost.lanes()
                && cost.memoryKib() <= MOST.memoryKib()
                && cost.passes() >= 1
                && cost.passes() <= MOST.passes()
                && cost.lanes() >= 1
                && cost.lanes() <= MOST.lanes();
    }

    private static byte[] stretch(char[] passphrase, byte[] salt, Cost cost) {
        var parameters =
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(cost.memoryKib())
                        .withIterations(cost.passes())
                        .withParallelism(cost.lanes())
                        .withSalt(salt)
                        .build();
        var generator = new Argon2BytesGenerator();
        generator.init(parameters);
        var key = new byte[Gcm.KEY_BYTES];
        generator.generateBytes(passphrase, key);
        return key;
    }

    private static StoreException wrong(Path backup) {
        return new StoreException.Locked(
                "The backup of a master key in " + backup + " does not open with this passphrase.",
                "Try the passphrase again; nobody can open it without.");
    }

    private static StoreException notABackup(Path file, @Nullable Exception cause) {
        return new StoreException.Corrupt(
                file + " is no backup of a master key.",
                "Name a file that \"copyhold master-key backup\" made.",
                cause);
    }
}
