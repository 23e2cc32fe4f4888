package org.copyhold.store.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import org.copyhold.store.Contents;
import org.copyhold.store.SealedStore;
import org.copyhold.store.Statements;
import org.copyhold.store.StoreException;
import org.copyhold.store.TestDatabase;
import org.copyhold.store.Trial;
import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.FaultyBlobs;
import org.copyhold.store.blob.FaultyBlobs.Call;
import org.copyhold.store.blob.MemoryBlobs;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.index.PackKind;
import org.copyhold.store.index.PackRow;
import org.copyhold.store.index.PackSink;
import org.copyhold.store.index.PackState;
import org.copyhold.store.pack.Footer;
import org.copyhold.store.pack.Pack;
import org.copyhold.store.pack.PackReader;
import org.copyhold.store.seal.FrameType;
import org.copyhold.store.seal.VaultKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

/**
 * What a collection promises on every database: what no point and no job needs goes, and nothing
 * else ever does.
 */
abstract class CollectingContract {
    private static final int FILE_BYTES = 20_000;

    @TempDir private Path folder;

    private Trial trial;
    private SealedStore store;
    private VaultKey key;
    private final BlobStore bytes = new MemoryBlobs("here");

    /** What happens once, before the next read of a blob whose name begins so. */
    private final AtomicBoolean armed = new AtomicBoolean();

    private String awaited = "";
    private Runnable meanwhile = () -> {};

    abstract TestDatabase open(Path folder);

    @BeforeEach
    void begin() {
        trial = new Trial(open(folder), folder);
        trial.use("here", "1", new FaultyBlobs(bytes, this::before));
        store = trial.store("here", "1");
        key = trial.keys().createVaultKey();
    }

    @AfterEach
    void end() {
        trial.close();
    }

    private void before(Call call, String name) {
        if (call == Call.READ && name.startsWith(awaited) && armed.getAndSet(false)) {
            meanwhile.run();
        }
    }

    private void whenAnyIsRead(Runnable action) {
        whenRead(Pack.PREFIX, action);
    }

    private void whenRead(String blob, Runnable action) {
        awaited = blob;
        meanwhile = action;
        armed.set(true);
    }

    private String backup(long... seeds) {
        return trial.backup(store, key, FILE_BYTES, seeds);
    }

    private void delete(String point) {
        store.delete(point, Statements.NONE);
    }

    private long packBytes() {
        return bytes.list(Pack.PREFIX).stream().mapToLong(bytes::size).sum();
    }

    private List<PackRow> packs(PackKind kind) {
        return store.index().packs().after(0, 1000).stream()
                .filter(pack -> pack.kind() == kind)
                .toList();
    }

    private void assertSound(int points) {
        var report = store.check(_ -> {});
        assertThat(report.damages()).isEmpty();
        assertThat(report.points()).isEqualTo(points);
    }

    private static long[] seeds(int from, int to) {
        return LongStream.range(from, to).toArray();
    }

    @Test
    void whatADeletedPointAloneNeededGoesAndNothingElse() {
        var kept = backup(1, 2, 3);
        long before = packBytes();
        var gone = backup(4, 5, 6, 7);
        long both = packBytes();
        delete(gone);
        var report = store.collect();
        assertThat(packBytes()).isEqualTo(before);
        assertThat(report.packsFreed()).isEqualTo(2);
        assertThat(report.bytesGained()).isEqualTo(both - before);
        assertThat(store.point(kept)).isNotNull();
        assertSound(1);
        assertThat(store.collect().bytesGained()).isZero();
    }

    @Test
    void whenEveryPointIsGoneNoPackAndNoRowIsLeft() throws SQLException {
        var one = backup(1, 2, 3);
        var two = backup(2, 3, 4);
        delete(one);
        delete(two);
        store.collect();
        assertThat(bytes.list(Pack.PREFIX)).isEmpty();
        for (var table : List.of("store_pack", "store_chunk", "store_known", "store_hold")) {
            assertThat(rows(table)).as(table).isZero();
        }
        assertSound(0);
    }

    private long rows(String table) throws SQLException {
        try (var connection = trial.database().reads().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void whatIsRememberedOfAPlaintextGoesWithItsFrameAndIsKeptWithIt() throws SQLException {
        backup(1, 2);
        long kept = rows("store_known");
        delete(backup(3, 4, 5));
        store.collect();
        assertThat(rows("store_known")).isEqualTo(kept);
    }

    @Test
    void packsThatPointsShareStayUntilTheLastOfThemIsGone() {
        var one = backup(1, 2, 3);
        var two = backup(1, 2, 3);
        delete(one);
        store.collect();
        assertSound(1);
        delete(two);
        assertThat(store.collect().packsFreed()).isEqualTo(2);
    }

    @Test
    void aDryRunForetellsWhatARunFreesAndChangesNothing() {
        var gone = backup(seeds(1, 20));
        backup(1, 2);
        delete(backup(30, 31));
        delete(gone);
        long before = packBytes();
        var foreseen = store.collectable();
        assertThat(packBytes()).isEqualTo(before);
        assertThat(store.collectable()).isEqualTo(foreseen);
        assertThat(store.collect()).isEqualTo(foreseen);
        assertThat(foreseen.packsFreed()).isPositive();
        assertThat(foreseen.packsCompacted()).isPositive();
        assertThat(before - packBytes()).isCloseTo(foreseen.bytesGained(), offset(100L));
    }

    @Test
    void ofAPackUnderHalfNeededTheRestGoes() {
        var gone = backup(seeds(1, 20));
        backup(1, 2, 3);
        delete(gone);
        var report = store.collect();
        assertThat(report.packsCompacted()).isEqualTo(1);
        assertThat(packs(PackKind.DATA))
                .singleElement()
                .satisfies(pack -> assertThat(pack.frames()).isEqualTo(3));
        assertSound(1);
        assertThat(store.collect().packsCompacted()).isZero();
        assertThat(backup(1, 2, 3)).isNotNull();
        assertThat(packs(PackKind.DATA)).hasSize(1);
    }

    @Test
    void aPackOverHalfNeededStaysAsItIs() {
        var gone = backup(seeds(1, 11));
        backup(seeds(1, 7));
        delete(gone);
        var report = store.collect();
        assertThat(report.packsCompacted()).isZero();
        assertThat(packs(PackKind.DATA))
                .singleElement()
                .satisfies(pack -> assertThat(pack.frames()).isEqualTo(10));
    }

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
    void aFrameInTwoPacksCountsInOne() {
        backup(1, 2, 3);
        var work = store.begin("job");
        var tree = trial.ingest(store, work, FILE_BYTES, 1, 2, 3);
        packAgain(work);
        store.commit(
                work, trial.ingested(UUID.randomUUID().toString(), key, tree), Statements.NONE);
        assertThat(packs(PackKind.DATA)).hasSize(2);
        var report = store.collect();
        assertThat(report.packsFreed()).isEqualTo(1);
        assertThat(packs(PackKind.DATA)).hasSize(1);
        assertSound(2);
        assertThat(store.collect().bytesGained()).isZero();
    }

    /** Writes the frames of the only data pack a second time, beside one of its own. */
    private void packAgain(Work work) {
        var pack = packs(PackKind.DATA).getFirst();
        var reader = new PackReader(bytes);
        var more = new byte[1000];
        new Random(1).nextBytes(more);
        try (var sink = new PackSink(store.blobs(), store.index(), work)) {
            for (var entry : Footer.read(bytes, pack.name()).entries()) {
                var frame = reader.frame(pack.name(), entry.offset(), entry.length(), entry.sid());
                sink.add(entry.sid(), entry.type(), frame, 0, frame.length);
            }
            sink.add(Sid.hashOf(more), FrameType.CHUNK, more, 0, more.length);
            sink.flush();
        }
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
    void nothingGoesWhileAPageCannotBeRead() {
        var damaged = backup(1, 2, 3);
        var page = packs(PackKind.PAGES).getFirst();
        delete(backup(4, 5, 6));
        var content = bytes.get(Pack.blob(page.name()));
        content[100] ^= 1;
        bytes.replace(Pack.blob(page.name()), content);
        long before = packBytes();
        assertThatThrownBy(store::collect)
                .isInstanceOf(StoreException.Corrupt.class)
                .hasMessageContaining(damaged)
                .hasMessageContaining("nothing is removed");
        assertThat(packBytes()).isEqualTo(before);
        delete(damaged);
        store.collect();
        assertThat(packBytes()).isZero();
    }

    @Test
    void aPackWithADamagedFrameIsNotCompacted() {
        var gone = backup(seeds(1, 20));
        backup(1, 2, 3);
        delete(gone);
        var pack = packs(PackKind.DATA).getFirst();
        var content = bytes.get(Pack.blob(pack.name()));
        content[100] ^= 1;
        bytes.replace(Pack.blob(pack.name()), content);
        assertThat(store.collect().packsCompacted()).isZero();
        assertThat(packs(PackKind.DATA)).extracting(PackRow::name).contains(pack.name());
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
