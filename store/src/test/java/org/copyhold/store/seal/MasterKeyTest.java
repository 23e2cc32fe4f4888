package org.copyhold.store.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

class MasterKeyTest {
    private static final byte[] ROOT_KEY = new byte[32];
    private static final byte[] CONTEXT = "context".getBytes(StandardCharsets.UTF_8);

    @TempDir private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("keys/master.key");
    }

    private MasterKey fresh() {
        return MasterKey.openOrCreate(file, Optional.empty());
    }

    @Test
    void aFreshKeyIsAFileOfHexDigitsThatOnlyItsOwnerReads() throws IOException {
        fresh();
        assertThat(Files.readString(file)).matches("[0-9a-f]{64}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void theSameFileIsTheSameKey() {
        var first = fresh();
        var again = MasterKey.openOrCreate(file, Optional.of(first.fingerprint()));
        var key = first.createVaultKey();
        assertThat(again.unwrap(key, first.wrap(key, ROOT_KEY, CONTEXT), CONTEXT))
                .isEqualTo(ROOT_KEY);
        assertThat(again.mac("name", ROOT_KEY)).isEqualTo(first.mac("name", ROOT_KEY));
        var secret = first.createDomain();
        assertThat(again.domain(secret).id()).isEqualTo(secret.id());
    }

    @Test
    void aMissingKeyIsNotReplacedOnceSomethingIsSealed() throws IOException {
        var fingerprint = fresh().fingerprint();
        Files.delete(file);
        assertThatThrownBy(() -> MasterKey.openOrCreate(file, Optional.of(fingerprint)))
                .isInstanceOf(StoreException.Locked.class)
                .hasMessageContaining(file.toString())
                .satisfies(
                        e -> assertThat(((StoreException) e).hint()).contains("Put the file back"));
        assertThat(file).doesNotExist();
    }

    @Test
    void anotherKeyIsRefused() throws IOException {
        var fingerprint = fresh().fingerprint();
        Files.delete(file);
        fresh();
        assertThatThrownBy(() -> MasterKey.openOrCreate(file, Optional.of(fingerprint)))
                .isInstanceOf(StoreException.Locked.class)
                .hasMessageContaining("not the one");
    }

    @Test
    void aKeyThatOthersMayReadOrThatIsNoKeyIsRefused() throws IOException {
        fresh();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(this::fresh)
                .isInstanceOf(StoreException.Locked.class)
                .hasMessageContaining("others");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, "not a key\n");
        assertThatThrownBy(this::fresh)
                .isInstanceOf(StoreException.Locked.class)
                .hasMessageContaining("hexadecimal");
    }

    @Test
    void aWrapOpensOnlyUnderItsKeyAndContext() {
        var master = fresh();
        var key = master.createVaultKey();
        var wrapped = master.wrap(key, ROOT_KEY, CONTEXT);
        assertThatThrownBy(() -> master.unwrap(key, wrapped, new byte[1]))
                .isInstanceOf(StoreException.Locked.class);
        assertThatThrownBy(() -> master.unwrap(master.createVaultKey(), wrapped, CONTEXT))
                .isInstanceOf(StoreException.Locked.class);
        wrapped[20] ^= 1;
        assertThatThrownBy(() -> master.unwrap(key, wrapped, CONTEXT))
                .isInstanceOf(StoreException.Locked.class);
        assertThatThrownBy(() -> master.unwrap(key, new byte[5], CONTEXT))
                .isInstanceOf(StoreException.Locked.class);
    }

    @Test
    void aRootKeyIsTakenFromOneVaultToAnother() {
        var master = fresh();
        var from = master.createVaultKey();
        var to = master.createVaultKey();
        var there = new byte[] {7};
        var rewrapped =
                master.rewrap(
                        new KeyProvider.Wrapped(
                                from, master.wrap(from, ROOT_KEY, CONTEXT), CONTEXT),
                        to,
                        there);
        assertThat(master.unwrap(to, rewrapped, there)).isEqualTo(ROOT_KEY);
    }

    @Test
    void aVaultKeyIsNoDomainSecretAndKeepsItsIdAndVersion() {
        var master = fresh();
        var key = master.createVaultKey();
        assertThatThrownBy(
                        () ->
                                master.domain(
                                        new DomainSecret(key.id(), key.version(), key.sealed())))
                .isInstanceOf(StoreException.Locked.class);
        assertThatThrownBy(
                        () ->
                                master.wrap(
                                        new VaultKey(key.id(), 2, key.sealed()), ROOT_KEY, CONTEXT))
                .isInstanceOf(StoreException.Locked.class);
    }

    @Test
    void nothingSecretIsPrinted() throws IOException {
        var master = fresh();
        assertThat(master.toString()).isEqualTo("MasterKey[***]");
        assertThat(Files.readString(file)).doesNotContain(master.fingerprint());
    }
}
