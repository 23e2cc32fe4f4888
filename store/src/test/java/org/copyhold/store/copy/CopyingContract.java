package org.copyhold.store.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.store.Contents;
import org.copyhold.store.SealedStore;
import org.copyhold.store.Statements;
import org.copyhold.store.StoreException;
import org.copyhold.store.TestDatabase;
import org.copyhold.store.Trial;
import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.FaultyBlobs;
import org.copyhold.store.pack.Footer;
import org.copyhold.store.pack.Pack;
import org.copyhold.store.seal.FrameType;
import org.copyhold.store.seal.VaultKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** What a copy promises between stores of every kind. */
abstract class CopyingContract {
    @TempDir private Path folder;

    private Trial trial;
    private SealedStore source;
    private SealedStore target;
    private VaultKey sourceKey;
    private VaultKey targetKey;

    abstract BlobStore blobs(Path folder, String name);

    @BeforeEach
    void begin() {
        trial = new Trial(TestDatabase.sqlite(folder), folder);
        trial.use("source", "1", blobs(folder, "source"));
        trial.use("target", "1", blobs(folder, "target"));
        source = trial.store("source", "1");
        target = trial.store("target", "1");
        sourceKey = trial.keys().createVaultKey();
        targetKey = trial.keys().createVaultKey();
    }

    @AfterEach
    void end() {
        trial.close();
    }

    private static long[] seeds(long from, int count) {
        return LongStream.range(from, from + count).toArray();
    }

    private CopyResult copy(SealedStore from, SealedStore to, String point, String copy) {
        var work = to.begin("copy-" + copy);
        var result = to.copy(work, from, point, progress -> {});
        commit(from, to, work, point, copy);
        return result;
    }

    private void commit(SealedStore from, SealedStore to, Work work, String point, String copy) {
        var contents = new Contents.Copied(from, point, sourceKey);
        to.commit(work, Trial.copied(copy, "1", targetKey, contents), Statements.NONE);
    }

    private static long packBytes(SealedStore store) {
        return store.blobs().list(Pack.PREFIX).stream().mapToLong(store.blobs()::size).sum();
    }

    @Test
    void aFirstCopyBringsEverythingVerbatimInWholePacks() {
        var point = trial.backup(source, sourceKey, 3_000_000, seeds(1, 30));
        var copy = CopyTrial.newPoint();
        var told = new ArrayList<CopyProgress>();
        var work = target.begin("copy");
        var result = target.copy(work, source, point, told::add);
        commit(source, target, work, point, copy);
        assertThat(Trial.content(target, copy, targetKey))
                .isEqualTo(Trial.content(source, point, sourceKey));
        assertThat(result.tier()).isEqualTo(Tier.V1);
        assertThat(result.wholePacks()).isGreaterThanOrEqualTo(2);
        assertThat(result.progress().bytesMoved())
                .isEqualTo(result.progress().bytesWanted())
                .isGreaterThan(90_000_000);
        assertThat(result.progress().bytesSkipped()).isZero();
        assertThat(told).hasSizeGreaterThanOrEqualTo(3);
        assertThat(told.getLast()).isEqualTo(result.progress());
        assertThat(told).extracting(CopyProgress::lookedAt).isSorted().endsWith(1.0);
        assertThat(told)
                .filteredOn(progress -> progress.lookedAt() > 0)
                .allMatch(progress -> progress.bytesExpected() >= progress.bytesWanted());
        assertThat(packBytes(target)).isLessThanOrEqualTo(packBytes(source) * 101 / 100);
    }

    @Test
    void theCopyOutlivesItsSource() {
        var point = trial.backup(source, sourceKey, 10_000, seeds(1, 50));
        var expected = Trial.content(source, point, sourceKey);
        var copy = CopyTrial.newPoint();
        copy(source, target, point, copy);
        source.delete(point, Statements.NONE);
        assertThat(Trial.content(target, copy, targetKey)).isEqualTo(expected);
    }

    @Test
    void aCopyInsideOneStoreMovesNothing() {
        var point = trial.backup(source, sourceKey, 10_000, seeds(1, 50));
        long before = packBytes(source);
        var copy = CopyTrial.newPoint();
        var result = copy(source, source, point, copy);
        assertThat(result).isEqualTo(CopyResult.NOTHING_TO_MOVE);
        assertThat(packBytes(source)).isEqualTo(before);
        source.delete(point, Statements.NONE);
        assertThat(Trial.content(source, copy, targetKey)).isNotEmpty();
    }

    @Test
    void aSecondCopyMovesWhatChangedOnly() {
        var files = seeds(1, 3_000);
        var first = trial.backup(source, sourceKey, 2_000, files);
        copy(source, target, first, CopyTrial.newPoint());
        files[1_500] = 999_999;
        var second = trial.backup(source, sourceKey, 2_000, files);
        var copy = CopyTrial.newPoint();
        var result = copy(source, target, second, copy);
        assertThat(result.progress().bytesMoved()).isBetween(2_000L, 300_000L);
        assertThat(result.newPacks()).isEqualTo(1);
        assertThat(Trial.content(target, copy, targetKey))
                .isEqualTo(Trial.content(source, second, sourceKey));
    }

    @Test
    void aCopyOfWhatIsThereMovesNothing() {
        var first = trial.backup(source, sourceKey, 2_000, seeds(1, 500));
        copy(source, target, first, CopyTrial.newPoint());
        var again = copy(source, target, first, CopyTrial.newPoint());
        assertThat(again.progress()).isEqualTo(new CopyProgress(0, 0, 0, 0, 1));
    }

    @Test
    void framesAreTakenOneByOneWhereLittleOfAPackIsWanted() {
        var first = trial.backup(source, sourceKey, 100_000, seeds(1, 200));
        var files = seeds(1, 200);
        for (int i = 0; i < 200; i += 2) {
            files[i] = 10_000L + i;
        }
        trial.backup(target, targetKey, 100_000, files);
        var copy = CopyTrial.newPoint();
        var result = copy(source, target, first, copy);
        assertThat(result.wholePacks()).isZero();
        assertThat(result.progress().bytesMoved()).isBetween(10_000_000L, 11_000_000L);
        assertThat(result.progress().bytesSkipped()).isBetween(9_000_000L, 11_000_000L);
        assertThat(Trial.content(target, copy, targetKey))
                .isEqualTo(Trial.content(source, first, sourceKey));
    }

    @Test
    void noFrameThatThePointDoesNotReachPassesToAnotherAccount() {
        var shared = seeds(1, 100);
        trial.backup(source, sourceKey, 100_000, shared);
        var one = trial.backup(source, sourceKey, 100_000, seeds(1, 99));
        var foreign = trial.store("target", "2");
        copy(source, foreign, one, CopyTrial.newPoint());
        var frames =
                foreign.blobs().list(Pack.PREFIX).stream()
                        .map(
                                name ->
                                        Footer.read(
                                                foreign.blobs(),
                                                name.substring(name.lastIndexOf('/') + 1)))
                        .flatMap(footer -> footer.entries().stream())
                        .filter(entry -> entry.type() == FrameType.CHUNK)
                        .toList();
        assertThat(frames).hasSize(99);
    }

    @Test
    void insideAnAccountAPackMovesWholeWhenAlmostAllOfItIsWanted() {
        trial.backup(source, sourceKey, 300_000, seeds(1, 400));
        var one = trial.backup(source, sourceKey, 300_000, seeds(1, 399));
        var result = copy(source, target, one, CopyTrial.newPoint());
        assertThat(result.wholePacks()).isGreaterThanOrEqualTo(4);
        assertThat(packBytes(target)).isLessThanOrEqualTo(packBytes(source) * 101 / 100);
    }

    @Test
    void anInterruptedCopyGoesOnWhereItWas() {
        var point = trial.backup(source, sourceKey, 3_000_000, seeds(1, 40));
        var copy = CopyTrial.newPoint();
        var work = target.begin("copy");
        assertThatThrownBy(
                        () ->
                                target.copy(
                                        work,
                                        source,
                                        point,
                                        progress -> {
                                            if (progress.bytesMoved() > 0) {
                                                throw new IllegalStateException(
                                                        "killed after a pack");
                                            }
                                        }))
                .hasMessage("killed after a pack");
        assertThat(target.blobs().list(Pack.PREFIX)).isNotEmpty();
        trial.restart();
        source = trial.store("source", "1");
        target = trial.store("target", "1");
        long there = packBytes(target);
        var result = target.copy(target.begin("copy"), source, point, progress -> {});
        assertThat(result.progress().bytesSkipped()).isBetween(there * 9 / 10, there);
        assertThat(result.progress().bytesMoved() + there)
                .isLessThanOrEqualTo(packBytes(source) * 101 / 100);
        commit(source, target, target.begin("copy"), point, copy);
        assertThat(Trial.content(target, copy, targetKey))
                .isEqualTo(Trial.content(source, point, sourceKey));
    }

    @Test
    void anyFlippedBitOfTheSourceIsFoundAndNamed() {
        long seed = System.nanoTime();
        System.out.println("CopyingContract seed " + seed);
        var random = new Random(seed);
        var point = trial.backup(source, sourceKey, 700_000, seeds(1, 3));
        for (var name : source.blobs().list(Pack.PREFIX)) {
            for (int i = 0; i < 5; i++) {
                var whole = wholeBlob(source.blobs(), name);
                var damaged = whole.clone();
                damaged[random.nextInt(8, readBytes(name))] ^= (byte) (1 << random.nextInt(8));
                source.blobs().replace(name, damaged);
                refuseDamaged(point, name);
                source.blobs().replace(name, whole);
            }
        }
    }

    /** Packs of chunks are read whole here, of packs of pages only the frames. */
    private int readBytes(String name) {
        var footer = Footer.read(source.blobs(), name.substring(name.lastIndexOf('/') + 1));
        var last = footer.entries().getLast();
        return last.type() == FrameType.CHUNK ? footer.packBytes() : last.end();
    }

    private void refuseDamaged(String point, String name) {
        var work = target.begin("copy");
        assertThatThrownBy(() -> target.copy(work, source, point, progress -> {}))
                .isInstanceOf(StoreException.Corrupt.class)
                .hasMessageContaining(point)
                .hasMessageContaining(name.substring(name.lastIndexOf('/') + 1));
        target.abandon(work, Statements.NONE);
        assertThat(target.blobs().list(Pack.PREFIX)).isEmpty();
    }

    private static byte[] wholeBlob(BlobStore blobs, String name) {
        var bytes = new byte[(int) blobs.size(name)];
        blobs.read(name, 0, bytes, 0, bytes.length);
        return bytes;
    }

    @Test
    void aDamagedFrameIsNamed() {
        var point = trial.backup(source, sourceKey, 700_000, 1);
        var name =
                source.blobs().list(Pack.PREFIX).stream()
                        .filter(pack -> source.blobs().size(pack) > 500_000)
                        .findFirst()
                        .orElseThrow();
        var pack = name.substring(name.lastIndexOf('/') + 1);
        var sid = Footer.read(source.blobs(), pack).entries().getFirst().sid();
        var bytes = wholeBlob(source.blobs(), name);
        bytes[100] ^= 1;
        source.blobs().replace(name, bytes);
        var work = target.begin("copy");
        assertThatThrownBy(() -> target.copy(work, source, point, progress -> {}))
                .isInstanceOf(StoreException.Corrupt.class)
                .hasMessageContaining(sid.hex())
                .hasMessageContaining(pack)
                .hasMessageContaining(point);
    }

    @Test
    void aFullDestinationIsNamedAndKeepsNothingHalf() {
        var full =
                new FaultyBlobs(
                        blobs(folder, "full"),
                        (call, name) -> {
                            if (call == FaultyBlobs.Call.APPEND) {
                                throw new StoreException.Unavailable(
                                        "No room left in the full store.",
                                        "Make room.",
                                        false,
                                        null);
                            }
                        });
        trial.use("full", "1", full);
        var destination = trial.store("full", "1");
        var point = trial.backup(source, sourceKey, 100_000, seeds(1, 10));
        var work = destination.begin("copy");
        assertThatThrownBy(() -> destination.copy(work, source, point, progress -> {}))
                .isInstanceOf(StoreException.Unavailable.class)
                .hasMessageContaining("full store");
        destination.abandon(work, Statements.NONE);
        assertThat(full.list(Pack.PREFIX)).isEmpty();
        assertThat(destination.index().packs().after(0, 10)).isEmpty();
    }

    @Test
    void copiesOfOnePointByTwoJobsAtOnceBothEnd() throws Exception {
        var point = trial.backup(source, sourceKey, 2_000_000, seeds(1, 40));
        var expected = Trial.content(source, point, sourceKey);
        var copies = List.of(CopyTrial.newPoint(), CopyTrial.newPoint());
        var threads = new ArrayList<Thread>();
        for (var copy : copies) {
            threads.add(Thread.ofPlatform().start(() -> copy(source, target, point, copy)));
        }
        for (var thread : threads) {
            thread.join();
        }
        for (var copy : copies) {
            assertThat(Trial.content(target, copy, targetKey)).isEqualTo(expected);
        }
    }
}
