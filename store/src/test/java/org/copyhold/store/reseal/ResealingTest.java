package org.copyhold.store.reseal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.store.Contents;
import org.copyhold.store.Reencryption;
import org.copyhold.store.SealedStore;
import org.copyhold.store.Statements;
import org.copyhold.store.StoreException;
import org.copyhold.store.TestDatabase;
import org.copyhold.store.Trial;
import org.copyhold.store.blob.Dying;
import org.copyhold.store.blob.FaultyBlobs;
import org.copyhold.store.blob.MemoryBlobs;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.copy.CopyProgress;
import org.copyhold.store.copy.CopyResult;
import org.copyhold.store.copy.Tier;
import org.copyhold.store.pack.Footer;
import org.copyhold.store.pack.PackEntry;
import org.copyhold.store.seal.DomainSecret;
import org.copyhold.store.seal.VaultKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;

/** Copies that are sealed anew, frame by frame. */
class ResealingTest {
    @TempDir private Path folder;

    private final MemoryBlobs sourceBlobs = new MemoryBlobs("source");
    private final Dying dying = new Dying();
    private Trial trial;
    private VaultKey sourceKey;
    private VaultKey targetKey;
    private DomainSecret domain;

    @BeforeEach
    void begin() {
        trial = new Trial(TestDatabase.sqlite(folder), folder);
        trial.use("source", "1", sourceBlobs);
        trial.use("target", "2", new FaultyBlobs(new MemoryBlobs("target"), dying));
        sourceKey = trial.keys().createVaultKey();
        targetKey = trial.keys().createVaultKey();
        domain = trial.keys().createDomain();
    }

    @AfterEach
    void end() {
        trial.close();
    }

    @Test
    void theCopyHasTheSameContentAndNotOneFrameOfItsSource() {
        var point = backup(2_000_000, seeds(1, 20));
        var told = new ArrayList<CopyProgress>();
        var copy = newPoint();

        var result = copy(point, copy, told);

        assertThat(Trial.content(target(), copy, targetKey))
                .isEqualTo(Trial.content(source(), point, sourceKey));
        assertThat(sids(target())).isNotEmpty().doesNotContainAnyElementsOf(sids(source()));
        assertThat(sids(target())).hasSameSizeAs(sids(source()));
        assertThat(result.tier()).isEqualTo(Tier.V2);
        assertThat(result.sawAll()).isTrue();
        assertThat(result.progress().bytesMoved())
                .isEqualTo(result.progress().bytesWanted())
                .isGreaterThan(40_000_000);
        assertThat(told.getLast()).isEqualTo(result.progress());
    }

    @Test
    void whatOpenedTheSourceOpensNothingOfTheCopy() {
        var point = backup(10_000, seeds(1, 3));
        var copy = newPoint();
        copy(point, copy, new ArrayList<>());
        var opened = source().unlock(source().begin("read"), point, sourceKey).tree();
        var there = target().unlock(target().begin("look"), copy, targetKey).tree();

        assertThat(there.key()).isNotEqualTo(opened.key());
        assertThat(there.logicalBytes()).isEqualTo(opened.logicalBytes());
        assertThatThrownBy(() -> target().unlock(target().begin("try"), copy, sourceKey))
                .isInstanceOf(StoreException.Locked.class);
    }

    @Test
    void onlyWhatIsNewIsSealedForTheNextPointAndNothingForTheSameOne() {
        var first = backup(300_000, seeds(1, 200));
        copy(first, newPoint(), new ArrayList<>());
        var changed = seeds(1, 200);
        changed[77] = 4_711;
        var second = backup(300_000, changed);
        var copy = newPoint();

        var result = copy(second, copy, new ArrayList<>());

        assertThat(result.progress().bytesMoved()).isBetween(300_000L, 400_000L);
        assertThat(result.sawAll()).isFalse();
        assertThat(Trial.content(target(), copy, targetKey))
                .isEqualTo(Trial.content(source(), second, sourceKey));
        var again = copy(second, newPoint(), new ArrayList<>());
        assertThat(again.progress().bytesMoved()).isZero();
    }

    @Test
    void anEqualPointIsSealedAsTheSameFramesAndNotStoredTwice() throws SQLException {
        var first = backup(10_000, seeds(1, 50));
        copy(first, newPoint(), new ArrayList<>());
        var before = sids(target());
        var packs = target().blobs().list("packs/");
        forgetHints();

        var again = copy(first, newPoint(), new ArrayList<>());

        assertThat(sids(target())).isEqualTo(before);
        assertThat(target().blobs().list("packs/")).isEqualTo(packs);
        assertThat(again.progress().bytesMoved()).isZero();
    }

    @Test
    void whereverItIsKilledTheNextProcessFinishesTheCopy() {
        var point = backup(30_000, seeds(1, 40));
        var expected = Trial.content(source(), point, sourceKey);
        boolean died = true;
        for (int event = 1; died; event++) {
            var domainOfThis = trial.keys().createDomain();
            domain = domainOfThis;
            var copy = newPoint();
            dying.at(event);
            died = Dying.in(() -> copy(point, copy, new ArrayList<>()));
            dying.never();
            trial.restart();
            if (died) {
                copy(point, copy, new ArrayList<>());
            }
            assertThat(Trial.content(target(), copy, targetKey)).isEqualTo(expected);
        }
        assertThat(target().index().packs().unneeded()).isEmpty();
    }

    @Test
    void aHintIsTrustedOnlyWhereItsFrameIsStillThere() {
        var first = backup(10_000, seeds(1, 50));
        var gone = newPoint();
        copy(first, gone, new ArrayList<>());
        target().delete(gone, Statements.NONE);
        assertThat(target().collect().packsFreed()).isPositive();
        assertThat(sids(target())).isEmpty();
        var copy = newPoint();

        copy(first, copy, new ArrayList<>());

        assertThat(Trial.content(target(), copy, targetKey))
                .isEqualTo(Trial.content(source(), first, sourceKey));
    }

    @Test
    void aFlippedBitInTheSourceIsFoundAndNamedAndNothingIsCommitted() {
        var point = backup(100_000, seeds(1, 10));
        var pack =
                sourceBlobs.list("packs/").stream()
                        .max(Comparator.comparingLong(sourceBlobs::size))
                        .orElseThrow();
        var bytes = sourceBlobs.get(pack);
        bytes[bytes.length / 2] ^= 1;
        sourceBlobs.replace(pack, bytes);

        assertThatThrownBy(() -> copy(point, newPoint(), new ArrayList<>()))
                .isInstanceOf(StoreException.Corrupt.class)
                .hasMessageContaining(point)
                .hasMessageContaining("Frame");
        assertThat(target().points("", 10)).isEmpty();
    }

    @Test
    void insideOneStoreAPointIsSealedAnewAsWell() {
        var point = backup(10_000, seeds(1, 20));
        var before = sids(source());
        var copy = newPoint();
        var work = source().begin("inside");
        var done =
                new Reencryption(source(), work, trial.keys().domain(domain))
                        .copy(
                                new Reencryption.Source(source(), point, sourceKey),
                                "vault",
                                progress -> {});
        source().commit(
                        work,
                        Trial.point(
                                copy,
                                "1",
                                targetKey,
                                new Contents.Ingested(domain, done.tree(), done.metadata())),
                        Statements.NONE);

        assertThat(Trial.content(source(), copy, targetKey))
                .isEqualTo(Trial.content(source(), point, sourceKey));
        assertThat(sids(source())).hasSize(2 * before.size());
    }

    private void forgetHints() throws SQLException {
        try (var connection = trial.database().writes().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("delete from store_resealed");
        }
    }

    private CopyResult copy(String point, String copy, List<CopyProgress> told) {
        var work = target().begin("copy-" + copy);
        var done =
                new Reencryption(target(), work, trial.keys().domain(domain))
                        .copy(
                                new Reencryption.Source(source(), point, sourceKey),
                                "vault-of-" + targetKey.id(),
                                told::add);
        var contents = new Contents.Ingested(domain, done.tree(), done.metadata());
        target().commit(work, Trial.point(copy, "2", targetKey, contents), Statements.NONE);
        return done.result();
    }

    private String backup(int bytes, long... seeds) {
        return trial.backup(source(), sourceKey, bytes, seeds);
    }

    private SealedStore source() {
        return trial.store("source", "1");
    }

    private SealedStore target() {
        return trial.store("target", "2");
    }

    private static String newPoint() {
        return UUID.randomUUID().toString();
    }

    private static long[] seeds(long from, int count) {
        return LongStream.range(from, from + count).toArray();
    }

    private static Set<Sid> sids(SealedStore store) {
        var sids = new HashSet<Sid>();
        for (var pack : store.blobs().list("packs/")) {
            Footer.read(store.blobs(), pack.substring(pack.lastIndexOf('/') + 1)).entries().stream()
                    .map(PackEntry::sid)
                    .forEach(sids::add);
        }
        return sids;
    }
}
