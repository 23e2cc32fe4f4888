package org.copyhold.store.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.store.SealedStore;
import org.copyhold.store.Statements;
import org.copyhold.store.StoreException;
import org.copyhold.store.TestDatabase;
import org.copyhold.store.Trial;
import org.copyhold.store.blob.FileBlobs;
import org.copyhold.store.blob.ForwardingBlobs;
import org.copyhold.store.pack.Pack;
import org.copyhold.store.seal.VaultKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class ReadBackTest {
    private static final String POINT = "11111111-1111-1111-1111-111111111111";

    @TempDir private Path folder;
    private final List<String> uncached = new ArrayList<>();
    private Trial trial;
    private SealedStore store;
    private VaultKey key;

    @BeforeEach
    void open() {
        trial = new Trial(TestDatabase.sqlite(folder), folder);
        trial.use(
                "files",
                "1",
                new ForwardingBlobs(FileBlobs.open(folder.resolve("store"))) {
                    @Override
                    public void uncache(String name) {
                        super.uncache(name);
                        uncached.add(name);
                    }
                });
        store = trial.store("files", "1");
        key = trial.keys().createVaultKey();
    }

    @AfterEach
    void end() {
        trial.close();
    }

    @Test
    void whatAJobHasBroughtIsReadFromWhereItIsKeptAndNothingElse() {
        trial.backup(store, key, 2_000, 1);
        var before = store.blobs().list(Pack.PREFIX);
        var work = store.begin("job");
        var tree = trial.ingest(store, work, 2_000, 1, 2);
        var brought = new ArrayList<>(store.blobs().list(Pack.PREFIX));
        brought.removeAll(before);

        assertThat(new ReadBack(store.blobs(), store.index()).run(work)).isEqualTo(brought.size());
        assertThat(uncached).containsExactlyInAnyOrderElementsOf(brought).isNotEmpty();

        store.commit(work, trial.ingested(POINT, key, tree), Statements.NONE);
        assertThat(new ReadBack(store.blobs(), store.index()).run(store.begin("next"))).isZero();
    }

    @Test
    void whatAJobHasBroughtIsReadThoughAnothersCommitNeededItMeanwhile() {
        var work = store.begin("job");
        trial.ingest(store, work, 2_000, 1);
        var brought = store.blobs().list(Pack.PREFIX);
        trial.backup(store, key, 2_000, 1);
        assertThat(store.blobs().list(Pack.PREFIX)).isEqualTo(brought);

        var resumed = store.begin("job");
        assertThat(new ReadBack(store.blobs(), store.index()).run(resumed))
                .isEqualTo(brought.size());
    }

    @Test
    void whatIsNotWhatWasWrittenIsNamed() {
        var work = store.begin("job");
        trial.ingest(store, work, 2_000, 1);
        var pack = store.blobs().list(Pack.PREFIX).getFirst();
        var bytes = store.blobs().get(pack);
        bytes[60] ^= 1;
        store.blobs().replace(pack, bytes);

        assertThatThrownBy(() -> new ReadBack(store.blobs(), store.index()).run(work))
                .isInstanceOf(StoreException.Corrupt.class)
                .hasMessageContaining(pack.substring(pack.lastIndexOf('/') + 1))
                .hasMessageContaining("is not what was written");
    }
}
