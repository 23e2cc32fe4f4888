package org.copyhold.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.store.blob.Retention;
import org.copyhold.store.blob.Retention.Mode;
import org.copyhold.store.blob.s3.KeptObjects;
import org.copyhold.store.blob.s3.MadeUpS3;
import org.copyhold.store.seal.VaultKey;
import org.copyhold.store.seal.VaultKeys;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Recovery points in a bucket that keeps what it is asked to. */
class RetentionTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int BYTES = 30_000;

    @TempDir private Path folder;
    private Trial trial;
    private KeptObjects objects;
    private VaultKey key;

    private static final MadeUpS3.Faults NONE =
            new MadeUpS3.Faults() {
                @Override
                public MadeUpS3.Fault next(boolean writes) {
                    return MadeUpS3.Fault.NONE;
                }

                @Override
                public void done() {}
            };

    @BeforeEach
    void open() {
        trial = new Trial(TestDatabase.sqlite(folder), folder);
        objects = new KeptObjects(trial::now);
        var bucket = new MadeUpS3(folder, NONE, objects);
        trial.use("warm", "1", bucket.open("warm"));
        trial.use("cold", "1", bucket.open("cold"));
        key = trial.keys().createVaultKey();
    }

    @AfterEach
    void close() {
        trial.close();
    }

    private SealedStore store() {
        return trial.store("warm", "1");
    }

    private Retention days(int days) {
        return new Retention(trial.now().plus(DAY.multipliedBy(days)), Mode.GOVERNANCE);
    }

    private String backup(@Nullable Retention kept, long... seeds) {
        return trial.backup(store(), key, kept, BYTES, seeds);
    }

    private static List<String> damages(SealedStore store) {
        return store.check(_ -> {}).damages().stream().map(damage -> damage.what()).toList();
    }

    private long put() {
        return objects.all("warm/packs/").stream()
                .filter(name -> objects.kept().contains(name))
                .count();
    }

    /** Reads and heals all that a catalogue says is there. */
    private void heal() {
        var packs = store().index().packs().after(0, 1000).stream().map(it -> it.name()).toList();
        store().healing().heal(packs, List.of());
    }

    @Test
    void whoeverHasTheKeysOfTheBucketCannotDeleteWhatIsKept() {
        var kept = backup(days(10), 1, 2, 3);
        backup(null, 4, 5);
        objects.ravage();
        assertThat(damages(store())).isNotEmpty();
        heal();
        assertThat(store().retention().of(List.of(kept))).as("is looked at anew").isEmpty();
        store().retention().keep(kept, days(10));
        var work = store().begin("restore");
        assertThat(store().unlock(work, kept, keys()).point().id()).isEqualTo(kept);
        assertThat(damages(store())).noneMatch(what -> what.contains(kept));
    }

    private VaultKeys keys() {
        return key;
    }

    @Test
    void aPackIsKeptToTheEndOfItsGenerationAndOnlyAskedForOnce() {
        backup(days(1), 1);
        var until = Retention.endOfGeneration(trial.now().plus(DAY));
        var before = objects.kept();
        var second = backup(new Retention(until, Mode.GOVERNANCE), 1);
        var packs = before.stream().filter(name -> name.contains("/packs/")).toList();
        assertThat(objects.kept()).containsAll(packs);
        trial.pass(Duration.between(trial.now(), until));
        assertThat(objects.kept()).isEmpty();
        var next = new Retention(until.plus(DAY), Mode.COMPLIANCE);
        store().retention().keep(second, next);
        assertThat(objects.kept()).containsAll(packs);
        assertThat(store().retention().of(List.of(second))).isEqualTo(Map.of(second, next));
    }

    @Test
    void whatACopyTakesFromAnEarlierPointIsKeptWithIt() {
        var cold = trial.store("cold", "1");
        var source = backup(null, 1, 2, 3);
        copy(cold, source, null);
        assertThat(objects.kept()).noneMatch(name -> name.startsWith("cold/"));
        var copy = copy(cold, source, days(5));
        objects.ravage();
        assertThat(damages(cold)).isNotEmpty();
        assertThat(cold.retention().uncover()).isNotEmpty();
        assertThat(damages(cold)).noneMatch(what -> what.contains(copy));
    }

    private String copy(SealedStore to, String source, @Nullable Retention kept) {
        var id = UUID.randomUUID().toString();
        var work = to.begin("copy-" + id);
        to.copy(work, store(), source, _ -> {});
        var contents = new Contents.Copied(store(), source, keys());
        to.commit(work, Trial.copied(id, "1", key, contents).kept(kept), Statements.NONE);
        return id;
    }

    @Test
    void aCollectionLeavesWhatIsKeptAndTellsOfIt() {
        var point = backup(days(1), 1, 2, 3);
        store().delete(point, Statements.NONE);
        long packs = put();
        assertThat(packs).isPositive();
        assertThat(store().collectable().packsKept()).isEqualTo(packs);
        assertThat(store().collect().packsFreed()).isZero();
        assertThat(store().collect().packsKept()).isEqualTo(packs);
        var again = backup(null, 1, 2, 3);
        assertThat(damages(store())).isEmpty();
        store().delete(again, Statements.NONE);
        trial.pass(DAY.multipliedBy(40));
        assertThat(store().collect().packsFreed()).isPositive();
        store().collect();
        assertThat(objects.all("warm/packs/")).isEmpty();
        assertThat(objects.all("warm/points/" + point)).isEmpty();
    }

    @Test
    void aPackThatTurnsOutToBeKeptIsTakenUpByWhoeverWantsIt() {
        var point = backup(null, 1, 2, 3);
        for (var name : objects.names("warm/packs/")) {
            objects.keep(name, null, days(20));
        }
        store().delete(point, Statements.NONE);
        store().collect();
        assertThat(objects.names("warm/packs/")).isNotEmpty();
        backup(null, 1, 2, 3);
        assertThat(damages(store())).isEmpty();
        assertThat(store().index().packs().after(0, 100))
                .allMatch(pack -> pack.state().name().equals("LIVE"));
    }

    @Test
    void aDeletedPointWhoseRecordsAreKeptDoesNotComeBackWithARebuild() {
        var gone = backup(days(10), 1, 2);
        var there = backup(days(10), 3);
        store().delete(gone, Statements.NONE);
        assertThat(objects.names("warm/points/" + gone)).isNotEmpty();
        objects.delete("warm/points/" + there + "/root", null);
        var found = store().rebuild().records();
        assertThat(found.points()).extracting(FoundPoint::id).containsExactly(there);
    }

    @Test
    void aKeptPointMovesOnlyToWhereItIsKept() {
        var point = backup(days(10), 1, 2, 3);
        var cold = trial.store("cold", "1");
        var moving = new Moving(store(), cold);
        assertThat(moving.mayMove(point)).isTrue();
        moving.commit(moving.bring(point, _ -> {}), Statements.NONE);
        objects.ravage();
        assertThat(damages(cold)).isNotEmpty();
        assertThat(cold.retention().uncover()).isNotEmpty();
        assertThat(damages(cold)).noneMatch(what -> what.contains(point));
        var files = trial.store("files", "1");
        var on = new Moving(cold, files);
        cold.retention().keep(point, days(10));
        assertThat(on.mayMove(point)).isFalse();
        var brought = on.bring(point, _ -> {});
        assertThatThrownBy(() -> on.commit(brought, Statements.NONE))
                .isInstanceOf(StoreException.Unavailable.class)
                .hasMessageContaining("kept from deletion");
        assertThat(cold.points("", 10)).hasSize(1);
    }
}
