package org.copyhold.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.FaultyBlobs;
import org.copyhold.store.pack.Pack;
import org.copyhold.store.seal.VaultKey;
import org.copyhold.store.tree.Tree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What a sealed store promises its callers on every database: a point is there whole, or not at
 * all.
 */
abstract class SealedStoreContract {
    private static final String POINT = "11111111-1111-4111-8111-111111111111";

    @TempDir private Path folder;

    private Trial trial;
    private SealedStore store;
    private VaultKey key;

    abstract TestDatabase open(Path folder);

    @BeforeEach
    void begin() throws SQLException {
        trial = new Trial(open(folder), folder);
        store = trial.store("here", "1");
        key = trial.keys().createVaultKey();
        try (var connection = trial.database().writes().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table caller (note text)");
        }
    }

    @AfterEach
    void end() {
        trial.close();
    }

    private static Statements note(String text) {
        return connection -> {
            try (var statement =
                    connection.prepareStatement("insert into caller (note) values (?)")) {
                statement.setString(1, text);
                statement.executeUpdate();
            }
        };
    }

    private int notes() throws SQLException {
        try (var connection = trial.database().reads().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from caller")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private BlobStore blobs() {
        return store.blobs();
    }

    private Tree smallTree(Work work) {
        return trial.ingest(store, work, 2_000, 1, 2, 3);
    }

    @Test
    void aCommittedPointIsFoundAndOpensWithItsVaultsKey() throws SQLException {
        var work = store.begin("job");
        var tree = smallTree(work);
        store.commit(work, trial.ingested(POINT, key, tree), note("done"));
        assertThat(store.newest(Trial.RESOURCE)).map(CommittedPoint::id).contains(POINT);
        assertThat(notes()).isEqualTo(1);
        var reading = store.begin("restore");
        var opened = store.unlock(reading, POINT, key);
        assertThat(opened.tree()).isEqualTo(tree);
        assertThat(opened.metadata()).asString().isEqualTo("metadata");
        store.end(reading, note("read"));
        assertThat(notes()).isEqualTo(2);
    }

    @Test
    void aCommitLeavesTheRecordsThatTheFormatNames() {
        var work = store.begin("job");
        store.commit(work, trial.ingested(POINT, key, smallTree(work)), Statements.NONE);
        assertThat(blobs().list("points/"))
                .containsExactly(
                        "points/" + POINT + "/root",
                        "points/" + POINT + "/state-1",
                        "points/" + POINT + "/wrap-1");
        assertThat(blobs().list("keys/")).hasSize(2).contains("keys/" + key.id() + "-1");
        assertThat(blobs().list("vaults/")).containsExactly("vaults/vault-of-" + key.id() + "/1");
        var crc = new CRC32C();
        crc.update(store.id().getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(blobs().get("store.json"), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"format\":1,\"suite\":1,\"store\":\"%s\",\"crc32c\":%d}"
                                .formatted(store.id(), crc.getValue()));
    }

    @Test
    void nothingIsCommittedWhenTheCallersStatementFails() throws SQLException {
        var work = store.begin("job");
        var point = trial.ingested(POINT, key, smallTree(work));
        assertThatThrownBy(
                        () ->
                                store.commit(
                                        work,
                                        point,
                                        connection -> {
                                            note("lost").run(connection);
                                            throw new SQLException("refused by the caller");
                                        }))
                .isInstanceOf(StoreException.Unavailable.class)
                .hasMessageContaining("refused by the caller");
        assertThat(store.newest(Trial.RESOURCE)).isEmpty();
        assertThat(notes()).isZero();
        store.commit(store.begin("job"), point, note("kept"));
        assertThat(store.newest(Trial.RESOURCE)).isPresent();
        assertThat(notes()).isEqualTo(1);
    }

    @Test
    void anOlderWorkerCannotCommit() {
        var old = store.begin("job");
        var point = trial.ingested(POINT, key, smallTree(old));
        var current = store.begin("job");
        assertThatThrownBy(() -> store.commit(old, point, Statements.NONE))
                .isInstanceOf(StoreException.Locked.class);
        store.commit(current, point, Statements.NONE);
        assertThatThrownBy(() -> store.commit(current, point, Statements.NONE))
                .isInstanceOf(StoreException.Locked.class);
        assertThatThrownBy(() -> store.abandon(current, Statements.NONE))
                .isInstanceOf(StoreException.Locked.class);
        assertThat(store.newest(Trial.RESOURCE)).isPresent();
    }

    @Test
    void aPointCannotBeCommittedTwice() {
        var work = store.begin("job");
        var point = trial.ingested(POINT, key, smallTree(work));
        store.commit(work, point, Statements.NONE);
        var again = store.begin("other");
        assertThatThrownBy(() -> store.commit(again, point, Statements.NONE))
                .isInstanceOf(StoreException.Locked.class)
                .hasMessageContaining(POINT);
        store.abandon(again, Statements.NONE);
        assertThat(store.unlock(store.begin("reader"), POINT, key).metadata()).isNotEmpty();
    }

    @Test
    void anAbandonedJobLeavesNothing() throws SQLException {
        var work = store.begin("job");
        var point = trial.ingested(POINT, key, smallTree(work));
        assertThatThrownBy(
                        () ->
                                store.commit(
                                        work,
                                        point,
                                        connection -> {
                                            throw new SQLException("no");
                                        }))
                .isInstanceOf(StoreException.class);
        assertThat(blobs().list("points/")).isNotEmpty();
        store.abandon(work, note("failed"));
        assertThat(blobs().list("points/")).isEmpty();
        assertThat(blobs().list(Pack.PREFIX)).isEmpty();
        assertThat(notes()).isEqualTo(1);
    }

    @Test
    void anAbandonSparesWhatOthersHoldOrCommitted() {
        var kept = trial.backup(store, key, 2_000, 1, 2);
        int packs = blobs().list(Pack.PREFIX).size();
        var work = store.begin("job");
        trial.ingest(store, work, 2_000, 1, 2, 9);
        assertThat(blobs().list(Pack.PREFIX)).hasSizeGreaterThan(packs);
        store.abandon(work, Statements.NONE);
        assertThat(blobs().list(Pack.PREFIX)).hasSize(packs);
        assertThat(store.point(kept).id()).isEqualTo(kept);
    }

    @Test
    void aDeletedPointIsGoneAndItsPacksStayForTheSweep() throws SQLException {
        var point = trial.backup(store, key, 2_000, 1);
        store.delete(point, note("deleted"));
        assertThat(blobs().list("points/")).isEmpty();
        assertThat(blobs().list(Pack.PREFIX)).isNotEmpty();
        assertThat(store.newest(Trial.RESOURCE)).isEmpty();
        assertThatThrownBy(() -> store.point(point)).isInstanceOf(StoreException.Missing.class);
        store.delete(point, note("deleted again"));
        assertThat(notes()).isEqualTo(2);
    }

    @Test
    void anInterruptedDeletionIsNamedAtTheNextStartAndItsObjectsGo() throws SQLException {
        var point = trial.backup(store, key, 2_000, 1);
        assertThatThrownBy(
                        () ->
                                store.delete(
                                        point,
                                        connection -> {
                                            throw new SQLException("killed");
                                        }))
                .isInstanceOf(StoreException.class);
        trial.restart();
        store = trial.store("here", "1");
        assertThat(store.interruptedDeletions()).containsExactly(point);
        assertThat(blobs().list("points/")).isEmpty();
        store.delete(point, Statements.NONE);
        assertThat(store.interruptedDeletions()).isEmpty();
    }

    @Test
    void aResumedJobWritesOverItsOwnRoot() {
        var first = store.begin("job");
        var point = trial.ingested(POINT, key, smallTree(first));
        assertThatThrownBy(
                        () ->
                                store.commit(
                                        first,
                                        point,
                                        connection -> {
                                            throw new SQLException("killed");
                                        }))
                .isInstanceOf(StoreException.class);
        trial.restart();
        store = trial.store("here", "1");
        var second = store.begin("job");
        store.commit(second, trial.ingested(POINT, key, smallTree(second)), Statements.NONE);
        assertThat(store.unlock(store.begin("reader"), POINT, key).metadata()).isNotEmpty();
    }

    @Test
    void aWrapMovedToAnotherPointOrVaultDoesNotOpen() {
        var one = trial.backup(store, key, 2_000, 1);
        var other = trial.backup(store, key, 2_000, 2);
        blobs().replace("points/" + other + "/wrap-1", blobs().get("points/" + one + "/wrap-1"));
        var work = store.begin("reader");
        assertThatThrownBy(() -> store.unlock(work, other, key))
                .isInstanceOf(StoreException.Locked.class);
        assertThatThrownBy(() -> store.unlock(work, one, trial.keys().createVaultKey()))
                .isInstanceOf(StoreException.Locked.class);
        assertThat(store.unlock(work, one, key).metadata()).isNotEmpty();
    }

    @Test
    void aChangedRootIsNoticed() {
        var point = trial.backup(store, key, 2_000, 1);
        var name = "points/" + point + "/root";
        var root = blobs().get(name);
        root[root.length / 2] ^= 1;
        blobs().replace(name, root);
        var work = store.begin("reader");
        assertThatThrownBy(() -> store.unlock(work, point, key))
                .isInstanceOf(StoreException.Corrupt.class)
                .hasMessageContaining(point);
    }

    @Test
    void aNewStateIsWrittenBesideTheOld() {
        var point = trial.backup(store, key, 2_000, 1);
        store.records().writeState(point, 2, Map.of("tag", "two"));
        assertThat(blobs().list("points/" + point + "/")).contains("points/" + point + "/state-2");
        assertThatThrownBy(() -> store.records().writeState(POINT, 2, Map.of()))
                .isInstanceOf(StoreException.Missing.class);
    }

    @Test
    void aVaultsRecordIsWrittenAgainOnlyWhenItChanged() {
        trial.backup(store, key, 2_000, 1);
        trial.backup(store, key, 2_000, 2);
        assertThat(blobs().list("vaults/")).hasSize(1);
    }

    @Test
    void aStoreThatVanishedOrWasExchangedIsRefused() {
        var json = blobs().get("store.json");
        blobs().delete("store.json");
        trial.restart();
        assertThatThrownBy(() -> trial.store("here", "1"))
                .isInstanceOf(StoreException.Missing.class)
                .hasMessageContaining("here");
        blobs().replace(
                        "store.json",
                        new String(json, StandardCharsets.UTF_8)
                                .replace(store.id(), POINT)
                                .getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> trial.store("here", "1"))
                .isInstanceOf(StoreException.Corrupt.class);
    }

    @Test
    void aJobCannotCommitOnABaseThatWasDeletedMeanwhile() {
        var base = trial.backup(store, key, 2_000, 1);
        var work = store.begin("job");
        store.copy(work, store, base, progress -> {});
        store.delete(base, Statements.NONE);
        var copied = new Contents.Copied(store, base, key);
        var point = Trial.copied(POINT, "1", trial.keys().createVaultKey(), copied);
        assertThatThrownBy(() -> store.commit(work, point, Statements.NONE))
                .isInstanceOf(StoreException.class);
        assertThat(store.newest(Trial.RESOURCE)).isEqualTo(Optional.empty());
    }

    @Test
    void aStoreThatCanOnlyBeReadIsOpenedAndReadAllTheSame() throws SQLException {
        var kept = trial.backup(store, key, 2_000, 1);
        var gone = trial.backup(store, key, 2_000, 2);
        assertThatThrownBy(
                        () ->
                                store.delete(
                                        gone,
                                        connection -> {
                                            throw new SQLException("killed");
                                        }))
                .isInstanceOf(StoreException.class);
        trial.use(
                "here",
                "1",
                new FaultyBlobs(
                        blobs(),
                        (call, name) -> {
                            if (call != FaultyBlobs.Call.GET && call != FaultyBlobs.Call.READ) {
                                throw new StoreException.Unavailable(
                                        "read-only", "Mount it for writing.", false, null);
                            }
                        }));
        trial.restart();
        store = trial.store("here", "1");
        assertThat(store.unlock(store.begin("reader"), kept, key).metadata()).isNotEmpty();
        assertThat(store.interruptedDeletions()).containsExactly(gone);
    }
}
