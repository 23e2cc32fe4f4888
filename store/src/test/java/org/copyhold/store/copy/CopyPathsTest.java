package org.copyhold.store.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.store.StoreException;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.FileBlobs;
import org.copyhold.store.blob.LimitedBlobs;
import org.copyhold.store.blob.Throttle;
import org.copyhold.store.blob.s3.TestServer;
import org.copyhold.store.pack.Pack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.stream.LongStream;

/** Which way the bytes of a copy go, from each kind of store to each other. */
class CopyPathsTest {
    @TempDir private Path folder;

    private BlobStore open(String kind, String name) {
        return switch (kind) {
            case "files" -> FileBlobs.open(folder.resolve(name));
            case "s3proxy" -> TestServer.S3PROXY.bucket(folder.resolve("spool")).open("1/main");
            default -> TestServer.LOCALS3.bucket(folder.resolve("spool")).open("1/main");
        };
    }

    @ParameterizedTest
    @CsvSource({
        "files, files, false",
        "files, s3proxy, false",
        "s3proxy, files, false",
        "s3proxy, locals3, false",
        "locals3, locals3, false",
        "s3proxy, s3proxy, true"
    })
    void everyPathBringsTheSameContent(String from, String to, boolean byItself) {
        try (var trial = new CopyTrial(folder, open(from, "source"), open(to, "target"))) {
            var point = trial.backup(1_000_000, LongStream.range(0, 8).toArray());
            var copy = CopyTrial.newPoint();
            var result = trial.copy(point, copy);
            assertThat(trial.copied(copy)).isEqualTo(trial.backedUp(point));
            assertThat(result.serverSidePacks() > 0).isEqualTo(byItself);
            assertThat(result.wholePacks() > 0).isNotEqualTo(byItself);
            assertThat(result.progress().bytesServerSide() > 7_000_000).isEqualTo(byItself);
            assertThat(result.tier()).isEqualTo(byItself ? Tier.V0 : Tier.V1);
            assertThat(trial.copy(point, CopyTrial.newPoint()).progress().bytesMoved()).isZero();
        }
    }

    @Test
    void aPackThatTheStorageHasOtherwiseThanTheCatalogueIsNotTakenOverByIt() {
        var source = open("s3proxy", "source");
        try (var trial = new CopyTrial(folder, source, open("s3proxy", "target"))) {
            var point = trial.backup(100_000, LongStream.range(0, 40).toArray());
            var pack =
                    source.list(Pack.PREFIX).stream()
                            .filter(name -> source.size(name) > 1_000_000)
                            .findFirst()
                            .orElseThrow();
            var bytes = new byte[(int) source.size(pack)];
            source.read(pack, 0, bytes, 0, bytes.length);
            bytes[1_000] ^= 1;
            source.replace(pack, bytes);
            assertThatThrownBy(() -> trial.copy(point, CopyTrial.newPoint()))
                    .isInstanceOf(StoreException.Corrupt.class)
                    .hasMessageContaining(point)
                    .hasMessageContaining(pack.substring(pack.lastIndexOf('/') + 1));
            assertThat(trial.target().blobs().exists(pack)).isFalse();
        }
    }

    @Test
    void aPackWhoseChecksumIsNotKnownPassesThroughTheServer() throws Exception {
        try (var trial =
                new CopyTrial(folder, open("s3proxy", "source"), open("s3proxy", "target"))) {
            var point = trial.backup(100_000, LongStream.range(0, 40).toArray());
            try (var connection = trial.trial.database().writes().getConnection();
                    var statement = connection.createStatement()) {
                statement.executeUpdate("update store_pack set crc32c = null");
            }
            var copy = CopyTrial.newPoint();
            var result = trial.copy(point, copy);
            assertThat(result.serverSidePacks()).isZero();
            assertThat(result.tier()).isEqualTo(Tier.V1);
            assertThat(trial.copied(copy)).isEqualTo(trial.backedUp(point));
        }
    }

    @Test
    void aThrottledStoreIsNotReadFasterThanItsLimit() {
        var source = new LimitedBlobs(open("files", "source"), new Throttle(20_000_000));
        try (var trial = new CopyTrial(folder, source, open("files", "target"))) {
            var point = trial.backup(1_000_000, LongStream.range(0, 20).toArray());
            trial.copy(point, CopyTrial.newPoint());
            var start = System.nanoTime();
            var second = trial.backup(1_000_000, LongStream.range(20, 50).toArray());
            trial.copy(second, CopyTrial.newPoint());
            assertThat((System.nanoTime() - start) / 1e9).isGreaterThan(0.9);
        }
    }
}
