package org.copyhold.store.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.copyhold.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

class FileTroubleTest {
    @TempDir private Path root = Path.of("");

    @Test
    @EnabledIf("hasFullDevice")
    void aFullDiskIsNamedAsSuch() throws IOException {
        try (var full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
            var cause =
                    catchThrowableOfType(
                            IOException.class, () -> full.write(ByteBuffer.allocate(1)));
            var trouble = trouble(cause);
            assertThat(trouble)
                    .hasMessage("Cannot write to the store in " + root + ": the disk is full.");
            assertThat(trouble.hint()).contains("Free space").contains(root.toString());
            assertThat(trouble.retryable()).isFalse();
        }
    }

    @Test
    void aReadOnlyFileSystemIsNamedAsSuch() {
        var trouble = trouble(new FileSystemException("x", null, "Read-only file system"));
        assertThat(trouble).hasMessageContaining("read-only");
        assertThat(trouble.hint()).contains("for writing");
        assertThat(trouble.retryable()).isFalse();
    }

    @Test
    void aFolderOfAnotherUserIsNamedAsSuch() {
        var trouble = trouble(new AccessDeniedException("x"));
        assertThat(trouble).hasMessageContaining("access denied");
        assertThat(trouble.hint()).contains(root.toString());
    }

    @Test
    void anythingElseMayPassByItself() {
        var trouble = trouble(new IOException("Input/output error"));
        assertThat(trouble).hasMessageContaining("Input/output error");
        assertThat(trouble.retryable()).isTrue();
    }

    private StoreException trouble(IOException cause) {
        return (StoreException) FileTrouble.of("Cannot write to the store in " + root, root, cause);
    }

    static boolean hasFullDevice() {
        return Files.exists(Path.of("/dev/full"));
    }
}
