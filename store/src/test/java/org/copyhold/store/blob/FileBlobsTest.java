package org.copyhold.store.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.store.Interrupted;
import org.copyhold.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

class FileBlobsTest extends BlobStoreContract {
    @TempDir private Path folder = Path.of("");

    @Override
    protected BlobStore open() {
        return FileBlobs.open(root());
    }

    private Path root() {
        return folder.resolve("new/root");
    }

    @Test
    void aStoreIsMadeWithAFolderForEachBeginningOfAPacksName() throws IOException {
        try (var packs = Files.list(root().resolve("packs"))) {
            assertThat(packs.map(pack -> Objects.toString(pack.getFileName())))
                    .hasSize(256)
                    .contains("00", "0f", "a0", "ff");
        }
    }

    @Test
    void nothingIsLeftInTmpWhetherAWriterWonOrLost() throws IOException {
        var blobs = open();
        blobs.put(NAME, bytes("first"));
        blobs.put(NAME, bytes("second"));
        blobs.replace(NAME, bytes("third"));
        try (var draft = blobs.draft()) {
            draft.append(bytes("fourth"), 0, 6);
            draft.publish("packs/00/x");
        }
        assertThat(tmp()).isEmpty();
    }

    @Test
    void whatACrashLeftInTmpIsRemovedAtTheNextOpening() throws IOException {
        Files.writeString(root().resolve("tmp/half"), "half a pack");
        var blobs = open();
        assertThat(tmp()).isEmpty();
        assertThat(blobs.list("")).isEmpty();
    }

    @Test
    void blobsOutliveTheirOpening() {
        open().put(NAME, bytes("content"));
        assertThat(open().get(NAME)).isEqualTo(bytes("content"));
        assertThat(root().resolve(NAME)).hasBinaryContent(bytes("content"));
    }

    @Test
    void theFolderOfADeletedPointGoesWithItsLastBlob() {
        var blobs = open();
        blobs.put("points/a/root", bytes("x"));
        blobs.put("points/a/wrap-1", bytes("x"));
        blobs.delete("points/a/root");
        assertThat(root().resolve("points/a")).exists();
        blobs.delete("points/a/wrap-1");
        assertThat(root().resolve("points/a")).doesNotExist();
        blobs.put("packs/00/x", bytes("x"));
        blobs.delete("packs/00/x");
        assertThat(root().resolve("packs/00")).exists();
    }

    @Test
    void filesThatAreNotOursAreNotListed() throws IOException {
        Files.createDirectories(root().resolve("lost+found/x"));
        Files.writeString(root().resolve(".DS_Store"), "");
        Files.writeString(root().resolve("Read Me"), "");
        open().put("store.json", bytes("{}"));
        assertThat(open().list("")).containsExactly("store.json");
    }

    @Test
    void aStoreWhoseFolderHasGoneIsNotTakenForAnEmptyOne() throws IOException {
        var blobs = open();
        blobs.put(NAME, bytes("content"));
        Files.move(root(), folder.resolve("unmounted"));
        for (Runnable attempt :
                List.<Runnable>of(
                        () -> blobs.get(NAME),
                        () -> blobs.size(NAME),
                        () -> blobs.exists(NAME),
                        () -> blobs.delete(NAME),
                        () -> blobs.list("points/"),
                        () -> blobs.put(NAME, bytes("new")),
                        blobs::draft)) {
            assertThatThrownBy(attempt::run)
                    .isInstanceOf(StoreException.Unavailable.class)
                    .hasMessageContaining(root() + " is not there any more");
        }
        assertThat(root()).doesNotExist();
    }

    @Test
    void aStoreThatCannotBeMadeIsRefusedWithItsPath() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "no folder");
        assertThatThrownBy(() -> FileBlobs.open(file.resolve("root")))
                .isInstanceOfSatisfying(
                        StoreException.Unavailable.class,
                        e -> {
                            assertThat(e).hasMessageContaining(file + "/root");
                            assertThat(e.retryable()).isFalse();
                            assertThat(e.hint()).contains("correct the path");
                        });
    }

    @Test
    void aWriterThatIsInterruptedPublishesNothing() {
        var blobs = open();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> blobs.put(NAME, bytes("content"))).isInstanceOf(Interrupted.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(blobs.exists(NAME)).isFalse();
    }

    @Test
    void aNameWhoseFolderCannotBeSyncedIsAnUnknownOutcome() {
        var named = Naming.byLink();
        var blobs =
                FileBlobs.open(
                        root(),
                        (file, target) -> {
                            boolean ours = named.claim(file, target);
                            Files.move(root().resolve("points"), folder.resolve("lost"));
                            return ours;
                        });
        assertThatThrownBy(() -> blobs.put(NAME, bytes("content")))
                .isInstanceOf(StoreException.OutcomeUnknown.class)
                .hasMessageContaining(NAME);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theKernelIsToldToForgetWhatItKeepsOfAFile() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "content");
        assertThat(PageCache.drop(file)).isTrue();
        assertThat(PageCache.drop(folder.resolve("none"))).isFalse();
        var blobs = open();
        blobs.put(NAME, bytes("content"));
        blobs.uncache(NAME);
        assertThat(blobs.get(NAME)).isEqualTo(bytes("content"));
    }

    private List<Path> tmp() throws IOException {
        try (var files = Files.list(root().resolve("tmp"))) {
            return files.toList();
        }
    }
}
