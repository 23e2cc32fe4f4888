package org.copyhold.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.FileBlobs;
import org.copyhold.store.blob.s3.TestServer;
import org.copyhold.store.copy.Tier;
import org.copyhold.store.pack.Pack;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;

/** Moves between stores of every kind. */
class MovingPathsTest extends MovingScene {
    @Override
    TestDatabase open(Path folder) {
        return TestDatabase.sqlite(folder);
    }

    private BlobStore open(String kind, String name) {
        return switch (kind) {
            case "files" -> FileBlobs.open(folder.resolve(name));
            case "s3proxy" -> TestServer.S3PROXY.bucket(folder.resolve("spool")).open("1/main");
            default -> TestServer.LOCALS3.bucket(folder.resolve("spool")).open("1/main");
        };
    }

    @ParameterizedTest
    @CsvSource({
        "files, files",
        "files, s3proxy",
        "files, locals3",
        "s3proxy, files",
        "s3proxy, s3proxy"
    })
    void everyByteIsHashedOnItsWayAndGoneWhereItWas(String from, String to) {
        use(open(from, "warm"), open(to, "cold"));
        var point = backup(1, 2, 3);
        var content = content(warm(), point);

        var result = move(point).result();
        warm().collect();

        assertThat(result.tier()).isEqualTo(Tier.V1);
        assertThat(result.serverSidePacks()).isZero();
        assertThat(warmBlobs.list(Pack.PREFIX)).isEmpty();
        assertThat(coldBlobs.list(Pack.PREFIX)).isNotEmpty();
        assertThat(content(cold(), point)).isEqualTo(content);
        assertSound(cold(), 1);
    }
}
