package org.copyhold.store.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.store.Contents;
import org.copyhold.store.SealedStore;
import org.copyhold.store.Statements;
import org.copyhold.store.StoreException;
import org.copyhold.store.Trial;
import org.copyhold.store.index.PackKind;
import org.copyhold.store.index.PackRow;
import org.copyhold.store.index.PackState;
import org.copyhold.store.pack.Pack;
import org.copyhold.store.seal.VaultKey;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a collection promises to whatever runs beside it, on every database: nobody waits, and
 * nothing goes that somebody needs.
 */
abstract class CollectingBesideJobsContract extends CollectingScene {
    @Test
    void whatARunningJobReliesOnStaysForItsCommit() {
        var gone = backup(1, 2, 3);
        var work = store.begin("job");
        var tree = trial.ingest(store, work, FILE_BYTES, 1, 2, 3);
        delete(gone);
        assertThat(store.collect().packsFreed()).isZero();
        store.commit(
                work, trial.ingested(UUID.randomUUID().toString(), key, tree), Statements.NONE);
        store.collect();
        assertSound(1);
    }

    @Test
    void whatAFailedJobBroughtGoes() {
        backup(1, 2, 3);
        long before = packBytes();
        var work = store.begin("job");
        trial.ingest(store, work, FILE_BYTES, 2, 3, 4, 5);
        store.abandon(work, Statements.NONE);
        store.collect();
        assertThat(packBytes()).isEqualTo(before);
        assertSound(1);
    }

    @Test
    void aPointCommittedWhileOthersAreMarkedKeepsWhatItNeeds() {
        backup(10, 11);
        var gone = backup(1, 2, 3);
        delete(gone);
        whenAnyIsRead(() -> backup(1, 2, 3));
        assertThat(store.collect().packsFreed()).isZero();
        assertSound(2);
        store.collect();
        assertSound(2);
    }

    @Test
    void aPackThatAJobComesToHoldWhileItIsCompactedStays() {
        var gone = backup(seeds(1, 20));
        backup(1, 2);
        delete(gone);
        var work = store.begin("job");
        var pack = packs(PackKind.DATA).getFirst();
        whenRead(
                Pack.blob(pack.name()), () -> store.index().packs().hold(work, List.of(pack.id())));
        store.collect();
        assertThat(store.index().packs().named(pack.name()))
                .get()
                .extracting(PackRow::state)
                .isEqualTo(PackState.LIVE);
        store.end(work, Statements.NONE);
        store.collect();
        assertSound(1);
        assertThat(packs(PackKind.DATA)).hasSize(1);
    }

    @Test
    void aFrameThatAJobPackedTooCountsWhereACommitNeededIt() {
        backup(1, 2, 3);
        var work = store.begin("job");
        packAgain(work);
        store.collect();
        assertSound(1);
        store.abandon(work, Statements.NONE);
        assertSound(1);
        assertThat(packs(PackKind.DATA)).hasSize(1);
    }

    @Test
    void aCopyWhoseSourcesPacksAreCompactedMeanwhileEndsWhole() {
        var gone = backup(seeds(1, 30));
        var source = backup(1, 2, 3, 4);
        var there = trial.store("there", "2");
        var work = there.begin("copy");
        whenRead(
                Pack.blob(packs(PackKind.DATA).getFirst().name()),
                () -> {
                    delete(gone);
                    store.collect();
                });
        there.copy(work, store, source, _ -> {});
        there.commit(
                work,
                Trial.copied(
                        UUID.randomUUID().toString(),
                        "2",
                        key,
                        new Contents.Copied(store, source, key)),
                Statements.NONE);
        assertThat(packs(PackKind.DATA))
                .singleElement()
                .satisfies(pack -> assertThat(pack.frames()).isEqualTo(4));
        assertThat(there.check(_ -> {}).damages()).isEmpty();
        assertThat(there.check(_ -> {}).frames()).isEqualTo(5);
    }

    @Test
    void aCheckBesideACollectionReportsNoDamage() {
        var gone = backup(seeds(1, 30));
        backup(1, 2, 3, 4);
        whenAnyIsRead(
                () -> {
                    delete(gone);
                    store.collect();
                });
        assertThat(store.check(_ -> {}).damages()).isEmpty();
    }

    @Test
    void ofTwoProcessesThatCollectTheLastGoesOn() {
        backup(10, 11);
        delete(backup(1, 2, 3));
        trial.restart();
        var other = trial.store("here", "1");
        whenAnyIsRead(other::collect);
        assertThatThrownBy(store::collect).isInstanceOf(StoreException.Locked.class);
        assertSound(1);
        assertThat(packs(PackKind.DATA)).hasSize(1);
    }

    @Test
    void nothingThatIsNeededGoesWhateverRunsBesideCollections() throws Exception {
        var over = new AtomicBoolean();
        var there = trial.store("there", "2");
        var theirKey = trial.keys().createVaultKey();
        try (var threads = Executors.newCachedThreadPool()) {
            var jobs =
                    List.of(
                            threads.submit(until(over, random -> backupAndDelete(random))),
                            threads.submit(until(over, random -> backupAndDelete(random))),
                            threads.submit(until(over, random -> copyAndDelete(there, theirKey))),
                            threads.submit(until(over, random -> there.collect())));
            for (int round = 0; round < 8; round++) {
                store.collect();
                assertThat(store.check(_ -> {}).damages()).isEmpty();
                assertThat(there.check(_ -> {}).damages()).isEmpty();
            }
            over.set(true);
            for (var job : jobs) {
                job.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("A job failed beside collections", e.getCause());
        } finally {
            over.set(true);
        }
        store.collect();
        there.collect();
        assertThat(store.check(_ -> {}).damages()).isEmpty();
        assertThat(there.check(_ -> {}).damages()).isEmpty();
    }

    private interface Turn {
        void take(Random random);
    }

    private static Callable<Void> until(AtomicBoolean over, Turn turn) {
        return () -> {
            var random = new Random();
            while (!over.get()) {
                turn.take(random);
            }
            return null;
        };
    }

    private void backupAndDelete(Random random) {
        var point = backup(random.longs(6, 0, 12).toArray());
        for (var old : store.points("", 1000)) {
            if (!old.id().equals(point) && random.nextBoolean()) {
                delete(old.id());
            }
        }
    }

    /** Only the loss of its source, or of the point that it relies upon, ends a copy. */
    private void copyAndDelete(SealedStore there, VaultKey theirKey) {
        for (var source : store.points("", 1)) {
            var work = there.begin("copy-" + UUID.randomUUID());
            try {
                there.copy(work, store, source.id(), _ -> {});
                there.commit(
                        work,
                        Trial.copied(
                                UUID.randomUUID().toString(),
                                "2",
                                theirKey,
                                new Contents.Copied(store, source.id(), key)),
                        Statements.NONE);
            } catch (StoreException.Missing e) {
                there.abandon(work, Statements.NONE);
                assertThatThrownBy(() -> store.point(source.id()))
                        .isInstanceOf(StoreException.Missing.class);
            }
        }
        var copies = there.points("", 1000);
        if (copies.size() > 2) {
            there.delete(copies.getFirst().id(), Statements.NONE);
        }
    }
}
