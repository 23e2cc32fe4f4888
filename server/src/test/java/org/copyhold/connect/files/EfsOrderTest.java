package org.copyhold.connect.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.kit.Arn;
import org.copyhold.kit.BackupException;
import org.copyhold.kit.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

class EfsOrderTest {
    private static final Arn SHARE = Restores.SHARE;

    private static RestoreOrder order(Map<String, String> metadata) {
        var share = new Resource(SHARE, Path.of("/srv/share"));
        var place =
                new RestoreOrder.Place(
                        Restores.ACCOUNT,
                        "eu-west-1",
                        arn ->
                                arn.region().equals("eu-west-1")
                                                && arn.resource().equals(SHARE.resource())
                                        ? Optional.of(share)
                                        : Optional.empty(),
                        Path.of("/var/restored"));
        return new RestoreOrder(
                SHARE, metadata, "job-1", Instant.parse("2026-11-22T11:20:03.123Z"), place);
    }

    private static EfsOrder read(Map<String, String> metadata) {
        return EfsOrder.of(order(metadata));
    }

    private static void assertRefused(ThrowingCallable reading, String words) {
        assertThatThrownBy(reading)
                .hasMessageContaining(words)
                .isInstanceOfSatisfying(
                        BackupException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE));
    }

    @Test
    void aNewFileSystemBelongsToTheRegionOfTheJob() {
        var order = read(Map.of("newFileSystem", "true"));

        assertThat(order.isNew()).isTrue();
        assertThat(order.created().arn().toString())
                .matches(
                        "arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-[0-9a-f]{17}");
        assertThat(order.created().path().toString()).matches("/var/restored/fs-[0-9a-f]{17}");
    }

    @Test
    void theSameJobMakesTheSameFileSystem() {
        assertThat(read(Map.of("newFileSystem", "true")).created())
                .isEqualTo(
                        read(Map.of("newFileSystem", "TRUE", "file-system-id", "fs-any"))
                                .created());
    }

    @Test
    void keysAreReadWithoutRegardToCase() {
        var order = read(Map.of("NEWFILESYSTEM", "true", "itemstorestore", "[\"/a\"]"));

        assertThat(order.isNew()).isTrue();
        assertThat(order.selection().isEverything()).isFalse();
    }

    @Test
    void aFileSystemIsLookedUpInTheRegionOfTheJob() {
        var order = read(Map.of("file-system-id", Restores.SHARE_ID, "newFileSystem", "false"));

        assertThat(order.isNew()).isFalse();
        assertThat(order.parent()).isEqualTo(Path.of("/srv/share"));
        assertThat(order.name()).matches("aws-backup-restore_2026-11-22T11-20-03-123Z-[0-9a-f]{8}");
    }

    @Test
    void anUnknownFileSystemIsNamed() {
        assertRefused(() -> read(Map.of("file-system-id", "fs-none")), "fs-none");
    }

    @Test
    void aMissingFileSystemIsAskedFor() {
        assertRefused(() -> read(Map.of("Encrypted", "true")), "file-system-id");
    }

    @Test
    void whatIsNeitherTrueNorFalseIsRefused() {
        assertRefused(() -> read(Map.of("newFileSystem", "yes")), "newFileSystem");
        assertRefused(() -> read(Map.of("newFileSystem", "true", "Encrypted", "1")), "Encrypted");
    }

    @Test
    void aKeyGivenTwiceIsRefused() {
        assertRefused(
                () -> read(Map.of("newFileSystem", "true", "NewFileSystem", "false")), "twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/a",
                "{}",
                "[]",
                "[1]",
                "[null]",
                "[\"a\"",
                "[\"a\"] x",
                "[\"a/../b\"]",
                "[\".\"]",
                "[\"a//b\"]",
                "[\"a\\u0000b\"]",
                "[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]"
            })
    void itemsThatAreNoListOfPathsAreRefused(String items) {
        assertRefused(
                () -> read(Map.of("newFileSystem", "true", "ItemsToRestore", items)),
                "ItemsToRestore");
    }
}
