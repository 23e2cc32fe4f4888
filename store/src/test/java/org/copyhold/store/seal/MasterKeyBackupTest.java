package org.copyhold.store.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

class MasterKeyBackupTest {
    private static final char[] PASSPHRASE = "correct horse battery".toCharArray();

    @TempDir private Path folder;
    private Path key;
    private Path backup;

    @BeforeEach
    void makeAKey() {
        key = folder.resolve("master.key");
        backup = folder.resolve("backup");
        MasterKey.openOrCreate(key, Optional.empty());
    }

    @Test
    void aKeyComesBackFromItsBackupAsItWas() throws IOException {
        MasterKeyBackup.seal(key, PASSPHRASE, backup);
        var was = Files.readString(key);
        assertThat(Files.readString(backup)).doesNotContain(was.strip()).contains("argon2id");
        var back = folder.resolve("back");
        MasterKeyBackup.open(backup, PASSPHRASE, back);
        assertThat(back).hasContent(was.strip());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(back)))
                .isEqualTo("rw-------");
        assertThat(MasterKey.open(back).fingerprint()).isEqualTo(MasterKey.open(key).fingerprint());
    }

    @Test
    void anotherPassphraseAChangedFileAndAShortPassphraseAreRefused() throws IOException {
        MasterKeyBackup.seal(key, PASSPHRASE, backup);
        var back = folder.resolve("back");
        assertThatThrownBy(
                        () -> MasterKeyBackup.open(backup, "incorrect horse".toCharArray(), back))
                .isInstanceOf(StoreException.Locked.class)
                .hasMessageContaining("does not open");
        Files.writeString(
                backup, Files.readString(backup).replace("\"passes\":3", "\"passes\":999"));
        assertThatThrownBy(() -> MasterKeyBackup.open(backup, PASSPHRASE, back))
                .isInstanceOf(StoreException.Corrupt.class);
        assertThatThrownBy(
                        () -> MasterKeyBackup.seal(key, "short".toCharArray(), folder.resolve("b")))
                .isInstanceOf(StoreException.Locked.class)
                .hasMessageContaining("5 characters");
        assertThat(back).doesNotExist();
    }

    @Test
    void neitherAKeyNorABackupThatIsThereIsReplaced() {
        MasterKeyBackup.seal(key, PASSPHRASE, backup);
        assertThatThrownBy(() -> MasterKeyBackup.open(backup, PASSPHRASE, key))
                .isInstanceOf(StoreException.Unavailable.class)
                .hasMessageContaining("not replaced");
        assertThatThrownBy(() -> MasterKeyBackup.seal(key, PASSPHRASE, backup))
                .isInstanceOf(StoreException.Unavailable.class)
                .hasMessageContaining("not replaced");
    }
}
