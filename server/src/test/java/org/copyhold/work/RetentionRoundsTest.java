package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.LockOrder;
import org.copyhold.control.vault.Vault;
import org.copyhold.kit.BackupException;
import org.copyhold.store.blob.Retention;
import org.copyhold.store.blob.Retention.Mode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/** Locked vaults whose store is told to keep what they hold. */
class RetentionRoundsTest {
    private static final String STORE = "file:/east/" + JobHouse.ACCOUNT + "/main";
    private static final Lifecycle YEAR = new Lifecycle(OptionalInt.empty(), OptionalInt.of(365));
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir Path folder;

    private JobSite site;
    private JobHouse house;

    @BeforeEach
    void open() throws IOException {
        site = new JobSite(folder);
        site.write("file", JobSite.random(300_000));
        house = site.settle();
        house.stores.at(STORE);
        store().keeps = true;
    }

    @AfterEach
    void close() {
        house.close();
        site.close();
    }

    private RetentionRounds rounds() {
        return new RetentionRounds(
                house.catalogue, house.locks, house.accountStores, house.upkeep, house.clock);
    }

    private TroubledBlobs store() {
        return site.blobsOf(STORE);
    }

    private Vault home() {
        return house.home();
    }

    private void lock(OptionalInt changeableDays) {
        house.locks.put(
                home(), new LockOrder(OptionalInt.empty(), OptionalInt.empty(), changeableDays));
    }

    private RecoveryPoint backedUp(Lifecycle lifecycle) {
        return house.completed(house.backups.accept(JobHouse.backup("home", lifecycle, Tags.NONE)));
    }

    private List<Retention> kept(String prefix) {
        return store().kept.entrySet().stream()
                .filter(it -> it.getKey().startsWith(prefix))
                .map(it -> it.getValue())
                .toList();
    }

    private Instant nextGeneration() {
        return Retention.endOfGeneration(house.clock.instant().plus(Retention.GENERATION));
    }

    @Test
    void whatABackupMakesInALockedVaultIsKeptBeforeItEnds() {
        lock(OptionalInt.empty());
        var point = backedUp(YEAR);
        var most = nextGeneration();

        assertThat(store().kept.keySet()).containsAll(store().list("packs/"));
        assertThat(store().kept.keySet()).containsAll(store().list("points/" + point.id() + "/"));
        assertThat(kept("keys/")).isNotEmpty();
        assertThat(kept("vaults/")).isNotEmpty();
        assertThat(store().kept.values())
                .allMatch(it -> it.mode() == Mode.GOVERNANCE && !it.until().isAfter(most))
                .allMatch(
                        it -> it.until().isAfter(house.clock.instant().plus(DAY.multipliedBy(29))));
    }

    @Test
    void whatAVaultHeldBeforeItWasLockedIsKeptFromTheNextRoundOnAndInEachGeneration() {
        backedUp(Lifecycle.NONE);
        rounds().go();
        assertThat(store().kept).isEmpty();

        lock(OptionalInt.empty());
        rounds().go();
        var first = nextGeneration();
        assertThat(kept("packs/")).hasSize(store().list("packs/").size());
        assertThat(kept("packs/")).allMatch(it -> it.until().equals(first));

        house.clock.advance(Retention.GENERATION);
        rounds().go();
        assertThat(kept("")).allMatch(it -> it.until().equals(first.plus(Retention.GENERATION)));
    }

    @Test
    void underALockThatNobodyCanTakeAwayItIsKeptToItsEnd() {
        var point = backedUp(YEAR);
        lock(OptionalInt.of(3));
        rounds().go();
        assertThat(kept("")).isNotEmpty().allMatch(it -> it.mode() == Mode.GOVERNANCE);

        house.clock.advance(DAY.multipliedBy(4));
        rounds().go();

        var end = point.lifecycle().deleteAt(point.dates().created()).orElseThrow();
        assertThat(kept("points/"))
                .isNotEmpty()
                .allMatch(it -> it.equals(new Retention(end, Mode.COMPLIANCE)));
        assertThat(kept("packs/"))
                .isNotEmpty()
                .allMatch(it -> it.equals(new Retention(end, Mode.COMPLIANCE).toGeneration()));
    }

    @Test
    void whatIsDeletedWhenTheLockIsGoneIsGoneAndItsSpaceComesBackLater() {
        lock(OptionalInt.empty());
        var point = backedUp(YEAR);
        house.locks.remove(home());
        house.points.startDeleting(point.id());
        house.upkeep.catchUp();

        assertThat(house.points.findById(point.id())).isEmpty();
        assertThat(store().list("packs/")).isNotEmpty();
        assertThat(house.stores.at(STORE).collect().packsKept()).isPositive();

        store().kept.clear();
        house.clock.advance(Retention.GENERATION.multipliedBy(2));
        house.stores.at(STORE).collect();
        assertThat(store().list("packs/")).isEmpty();
        assertThat(store().list("points/")).isEmpty();
    }

    @Test
    void whereTheStorageKeepsNothingTheServiceAloneRefuses() {
        store().keeps = false;
        lock(OptionalInt.empty());
        var point = backedUp(YEAR);
        rounds().go();

        assertThat(store().kept).isEmpty();
        assertThatThrownBy(() -> house.points.startDeleting(point.id()))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("vault lock");
        assertThat(house.points.findById(point.id())).isPresent();
    }
}
