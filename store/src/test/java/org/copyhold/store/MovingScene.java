package org.copyhold.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.MemoryBlobs;
import org.copyhold.store.pack.Pack;
import org.copyhold.store.seal.VaultKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** A warm store and a cold one of the same account. */
abstract class MovingScene {
    private static final int FILE_BYTES = 20_000;

    @TempDir Path folder;

    Trial trial;
    VaultKey key;
    BlobStore warmBlobs = new MemoryBlobs("warm");
    BlobStore coldBlobs = new MemoryBlobs("cold");

    abstract TestDatabase open(Path folder);

    @BeforeEach
    void begin() {
        trial = new Trial(open(folder), folder);
        key = trial.keys().createVaultKey();
        use(warmBlobs, coldBlobs);
    }

    @AfterEach
    void end() {
        trial.close();
    }

    final void use(BlobStore nowWarm, BlobStore nowCold) {
        warmBlobs = nowWarm;
        coldBlobs = nowCold;
        trial.use("warm", "1", nowWarm);
        trial.use("cold", "1", nowCold);
    }

    SealedStore warm() {
        return trial.store("warm", "1");
    }

    SealedStore cold() {
        return trial.store("cold", "1");
    }

    Moving moving() {
        return new Moving(warm(), cold());
    }

    String backup(long... seeds) {
        return trial.backup(warm(), key, FILE_BYTES, seeds);
    }

    Moving.Brought move(String point) {
        var brought = moving().bring(point, _ -> {});
        moving().commit(brought, Statements.NONE);
        return brought;
    }

    byte[] content(SealedStore store, String point) {
        return Trial.content(store, point, key);
    }

    static void assertSound(SealedStore store, int points) {
        var report = store.check(_ -> {});
        assertThat(report.damages()).isEmpty();
        assertThat(report.points()).isEqualTo(points);
    }

    static void assertHoldsNothing(BlobStore blobs) {
        assertThat(blobs.list(Pack.PREFIX)).isEmpty();
        assertThat(blobs.list("points/")).isEmpty();
    }
}
