package org.copyhold.store.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import org.copyhold.store.Statements;
import org.copyhold.store.StoreException;
import org.copyhold.store.index.PackKind;
import org.copyhold.store.index.PackRow;
import org.copyhold.store.pack.Pack;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * What a collection promises on every database: what no point needs goes, and nothing else ever
 * does.
 */
abstract class CollectingContract extends CollectingScene {
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
}
