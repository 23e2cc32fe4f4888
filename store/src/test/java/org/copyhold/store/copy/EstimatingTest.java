package org.copyhold.store.copy;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.store.Contents;
import org.copyhold.store.SealedStore;
import org.copyhold.store.Statements;
import org.copyhold.store.TestDatabase;
import org.copyhold.store.Trial;
import org.copyhold.store.blob.MemoryBlobs;
import org.copyhold.store.seal.VaultKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;

/** What is foretold of a copy is what the copy does. */
class EstimatingTest {
    @TempDir private Path folder;

    private Trial trial;
    private SealedStore source;
    private SealedStore target;
    private VaultKey key;

    @BeforeEach
    void begin() {
        trial = new Trial(TestDatabase.sqlite(folder), folder);
        trial.use("source", "1", new MemoryBlobs("source"));
        trial.use("target", "1", new MemoryBlobs("target"));
        source = trial.store("source", "1");
        target = trial.store("target", "1");
        key = trial.keys().createVaultKey();
    }

    @AfterEach
    void end() {
        trial.close();
    }

    @Test
    void whatIsForetoldIsMovedAndNothingIsWrittenForIt() {
        var point = trial.backup(source, key, 20_000, seeds(1, 100));

        var alone = source.estimate(point, Optional.empty());
        var first = source.estimate(point, Optional.of(target));

        assertThat(target.blobs().list("packs/")).isEmpty();
        assertThat(first).isEqualTo(alone);
        assertThat(first.bytesThere()).isZero();
        assertThat(first.bytesToMove()).isEqualTo(copy(point).bytesMoved());
    }

    @Test
    void whatIsThereNeedNotMoveAgain() {
        var files = seeds(1, 200);
        copy(trial.backup(source, key, 20_000, files));
        files[100] = 999_999;
        var point = trial.backup(source, key, 20_000, files);

        var told = source.estimate(point, Optional.of(target));

        var done = copy(point);
        assertThat(told.bytesToMove()).isEqualTo(done.bytesMoved()).isBetween(20_000L, 200_000L);
        assertThat(told.bytesThere()).isEqualTo(done.bytesSkipped()).isPositive();
        assertThat(source.estimate(point, Optional.of(target)))
                .isEqualTo(CopyEstimate.NOTHING_TO_MOVE);
    }

    @Test
    void insideOneStoreNothingMoves() {
        var point = trial.backup(source, key, 1_000, seeds(1, 3));

        assertThat(source.estimate(point, Optional.of(source)))
                .isEqualTo(CopyEstimate.NOTHING_TO_MOVE);
    }

    private CopyProgress copy(String point) {
        var copy = UUID.randomUUID().toString();
        var work = target.begin("copy-" + copy);
        var result = target.copy(work, source, point, progress -> {});
        var contents = new Contents.Copied(source, point, key);
        target.commit(work, Trial.copied(copy, "1", key, contents), Statements.NONE);
        return result.progress();
    }

    private static long[] seeds(long from, int count) {
        return LongStream.range(from, from + count).toArray();
    }
}
