package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.BackupException;
import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;
import org.copyhold.store.StoreException;
import org.copyhold.store.blob.BlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

class RebuildTest {
    private static final String EAST = "file:/east/" + JobHouse.ACCOUNT + "/main";
    private static final List<Rebuild.Place> PLACES =
            List.of(
                    new Rebuild.Place(JobHouse.ACCOUNT, "us-east-1"),
                    new Rebuild.Place(JobHouse.ACCOUNT, "eu-west-1"),
                    new Rebuild.Place("210987654321", "us-east-1"));

    @TempDir private Path folder;
    private JobSite site;
    private Database fresh;
    private RecoveryPoint point;
    private RecoveryPoint copy;

    @BeforeEach
    void backUpAndCopy() throws IOException {
        site = new JobSite(folder);
        site.write("file", JobSite.random(500_000));
        try (var house = site.settle()) {
            var away = house.vault(JobHouse.WEST, "away");
            point = house.completed(house.backUp("home"));
            house.points.retag(point.id(), tags -> tags.with(Map.of("later", "tag")));
            var job =
                    house.copy(
                            point,
                            away.arn(),
                            new Lifecycle(OptionalInt.empty(), OptionalInt.of(9)));
            house.ended(job);
            house.upkeep.catchUp();
            point = house.points.findById(point.id()).orElseThrow();
            copy = house.points.findById(job.copyId()).orElseThrow();
        }
        fresh = TestDatabases.sqlite(Files.createDirectory(folder.resolve("fresh")));
    }

    @AfterEach
    void end() {
        fresh.close();
        site.close();
    }

    @Test
    void everyRecoveryPointComesBackAsItWas() {
        try (var house = site.house(fresh)) {
            var report = rebuild(house);
            assertThat(report.damages()).isEmpty();
            assertThat(report.points()).isEqualTo(2);
            assertThat(report.absent()).containsExactly("file:/east/210987654321/main");
            assertThat(house.points.findById(point.id())).contains(point);
            assertThat(house.points.findById(copy.id())).contains(copy);
            assertThat(point.tags().byKey()).containsEntry("later", "tag");
            assertThat(row("select copied_from from recovery_point where copied_by is not null"))
                    .isEqualTo(point.id());
            assertThatThrownBy(() -> rebuild(house))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("not lost");
        }
    }

    @Test
    void aStateThatIsDamagedGivesWayToTheOneBeforeAndIsNamed() {
        var state = "points/" + point.id() + "/state-2";
        flip(state);
        try (var house = site.house(fresh)) {
            var report = rebuild(house);
            assertThat(report.damages()).singleElement().asString().contains(state);
            var back = house.points.findById(point.id()).orElseThrow();
            assertThat(back.tags()).isEqualTo(Tags.NONE);
            assertThat(report.points()).isEqualTo(2);
        }
    }

    @Test
    void aRootOfAnotherPointIsNamedAndTheRestComesBack() {
        var blobs = site.blobsOf(EAST).behind();
        blobs.replace(
                "points/" + point.id() + "/root",
                site.blobsOf("file:/west/" + JobHouse.ACCOUNT + "/main")
                        .behind()
                        .get("points/" + copy.id() + "/root"));
        try (var house = site.house(fresh)) {
            var report = rebuild(house);
            assertThat(report.damages()).singleElement().asString().contains(point.id());
            assertThat(house.points.findById(point.id())).isEmpty();
            assertThat(house.points.findById(copy.id())).contains(copy);
        }
    }

    @Test
    void nothingGoesThatMissingPointsMayNeedUntilTheyAreGivenUp() {
        var blobs = site.blobsOf(EAST).behind();
        var packs = blobs.list("packs/");
        flip("points/" + point.id() + "/wrap-1");
        try (var house = site.house(fresh)) {
            assertThat(rebuild(house).damages()).isNotEmpty();
            var store = house.stores.at(EAST);
            assertThat(store.missing().any()).isTrue();
            assertThat(store.collect().packsFreed()).isZero();
            assertThat(blobs.list("packs/")).isEqualTo(packs).isNotEmpty();

            store.missing().giveUp();
            assertThat(store.missing().any()).isFalse();
            assertThat(store.collect().packsFreed()).isEqualTo(packs.size());
            assertThat(blobs.list("packs/")).isEmpty();
        }
    }

    @Test
    void aKeyStaysThatMissingPointsMayNeedUntilTheyAreGivenUp() {
        var blobs = site.blobsOf(EAST).behind();
        flip("points/" + point.id() + "/wrap-1");
        try (var house = site.house(fresh)) {
            assertThat(rebuild(house).damages()).isNotEmpty();
            var key = "keys/" + house.home().key().id() + "-1";
            house.vaults.keys().rotate(house.home());
            house.upkeep.catchUp();
            assertThat(blobs.exists(key)).isTrue();

            house.stores.at(EAST).missing().giveUp();
            house.upkeep.catchUp();
            assertThat(blobs.exists(key)).isFalse();
        }
    }

    @Test
    void missingPointsAreNotGivenUpWhileOthersLackSomething() {
        var blobs = site.blobsOf(EAST).behind();
        blobs.delete(blobs.list("packs/").getFirst());
        flip("points/" + point.id() + "/state-2");
        try (var house = site.house(fresh)) {
            assertThat(rebuild(house).damages()).isNotEmpty();
            var missing = house.stores.at(EAST).missing();
            assertThatThrownBy(missing::giveUp)
                    .isInstanceOf(StoreException.Corrupt.class)
                    .hasMessageContaining("lacks what recovery points need");
            assertThat(missing.any()).isTrue();
        }
    }

    @Test
    void aDamagedPackIsNamedAndItsPointsComeBackAllTheSame() {
        var blobs = site.blobsOf(EAST).behind();
        var pack = blobs.list("packs/").getFirst();
        var whole = blobs.get(pack);
        blobs.replace(pack, Arrays.copyOf(whole, whole.length - 1));
        try (var house = site.house(fresh)) {
            var report = rebuild(house);
            assertThat(report.damages())
                    .singleElement()
                    .asString()
                    .contains(pack.substring(pack.lastIndexOf('/') + 1));
            assertThat(report.points()).isEqualTo(2);
        }
    }

    @Test
    void aFileThatCannotBeReadIsNamedAndNothingGoesUntilItIsGivenUp() {
        var blobs = site.blobsOf(EAST);
        var pack = blobs.list("packs/").getFirst();
        var state = "points/" + point.id() + "/state-2";
        blobs.unreadable.addAll(List.of(pack, state));
        try (var house = site.house(fresh)) {
            var report = rebuild(house);
            assertThat(report.damages()).hasSize(2);
            assertThat(String.join(" ", report.damages()))
                    .contains("Cannot read " + pack, "Cannot read " + state);
            assertThat(report.points()).isEqualTo(2);
            var store = house.stores.at(EAST);
            assertThat(store.missing().any()).isTrue();
            house.points.startDeleting(point.id());
            house.upkeep.catchUp();
            assertThat(store.collect().packsFreed()).isZero();
            assertThat(blobs.list("packs/")).contains(pack);
        }
    }

    @Test
    void aStoreThatCannotBeReachedIsNamedAndIsNotWrittenToBeforeItIsBack() {
        site.away.add(EAST);
        try (var house = site.house(fresh)) {
            var report = rebuild(house);
            assertThat(report.unreached()).singleElement().asString().contains(EAST);
            assertThat(report.isWhole()).isFalse();
            assertThat(report.points()).isEqualTo(1);
            assertThatThrownBy(() -> house.stores.at(EAST)).hasMessageContaining("is gone");

            site.away.clear();
            assertThatThrownBy(() -> house.stores.at(EAST))
                    .isInstanceOf(StoreException.Unavailable.class)
                    .hasMessageContaining("holds recovery points");
            var again = rebuild(house);
            assertThat(again.stores()).containsExactly(EAST);
            assertThat(again.isWhole()).isTrue();
            assertThat(house.points.findById(point.id())).contains(point);
            assertThat(house.stores.at(EAST).check(_ -> {}).sound()).isTrue();
        }
    }

    @Test
    void ofTwoVaultsOfOneNameTheOneThatHoldsSomethingComesBack() {
        String empty;
        try (var house = site.house()) {
            var twin = house.vault(JobHouse.EAST, "twin");
            house.upkeep.catchUp();
            empty = twin.id();
            var records = site.blobsOf(EAST).behind().list("vaults/" + empty + "/");
            assertThat(records).isNotEmpty();
            rename(house, empty, "home");
            house.upkeep.catchUp();
        }
        try (var house = site.house(fresh)) {
            var report = rebuild(house);
            assertThat(report.damages()).isEmpty();
            assertThat(house.points.findById(point.id())).contains(point);
            assertThat(house.home().id()).isEqualTo(point.home().vaultId()).isNotEqualTo(empty);
        }
    }

    /** As if the one had been deleted, and then the other made. */
    private void rename(JobHouse house, String vault, String name) {
        site.database.write(
                h -> h.execute("update vault set name = ? where name = ?", "former", name));
        site.database.write(
                h ->
                        h.execute(
                                "update vault set name = ?, version = version + 1 where id = ?",
                                name,
                                vault));
        house.upkeep.catchUp();
    }

    @Test
    void aRebuildThatWasCutShortGoesOn() {
        var south = List.of(PLACES.get(1));
        try (var house = site.house(fresh)) {
            house.rebuild().run(south);
            fresh.write(h -> h.execute("insert into rebuild_run (id, began_at) values (1, 1)"));
            var report = rebuild(house);
            assertThat(report.damages()).isEmpty();
            assertThat(report.points()).isEqualTo(2);
            assertThat(row("select count(*) from rebuild_run")).isEqualTo("0");
        }
    }

    @Test
    void aRotationThatWasCutShortAndADisabledKeyComeBackAndItGoesOn() {
        var blobs = site.blobsOf(EAST).behind();
        try (var house = site.house()) {
            var home = house.home();
            var wrap = "points/" + point.id() + "/wrap-1";
            var key = "keys/" + home.key().id() + "-1";
            var before = List.of(blobs.get(wrap), blobs.get(key));
            house.vaults.keys().rotate(home);
            house.vaults.keys().disable(house.home());
            house.upkeep.catchUp();
            blobs.delete("points/" + point.id() + "/wrap-2");
            blobs.replace(wrap, before.getFirst());
            blobs.replace(key, before.getLast());
        }
        try (var house = site.house(fresh)) {
            var report = rebuild(house);
            assertThat(report.damages()).isEmpty();
            assertThat(report.points()).isEqualTo(2);
            var home = house.home();
            assertThat(home.isKeyDisabled()).isTrue();
            assertThat(home.key().version()).isEqualTo(2);
            assertThat(house.vaults.keys().rotated()).containsExactly(home.id());

            house.upkeep.catchUp();

            assertThat(house.vaults.keys().rotated()).isEmpty();
            assertThat(blobs.exists("points/" + point.id() + "/wrap-2")).isTrue();
            assertThat(blobs.exists("keys/" + home.key().id() + "-1")).isFalse();
        }
    }

    @Test
    void aVersionWhoseVaultRecordWasNotWrittenYetIsTheNewest() {
        var blobs = site.blobsOf(EAST).behind();
        try (var house = site.house()) {
            var home = house.home();
            var records = blobs.list("vaults/" + home.id() + "/");
            house.vaults.keys().rotate(home);
            house.upkeep.catchUp();
            blobs.list("vaults/" + home.id() + "/").stream()
                    .filter(name -> !records.contains(name))
                    .forEach(blobs::delete);
        }
        try (var house = site.house(fresh)) {
            assertThat(rebuild(house).damages()).isEmpty();
            assertThat(house.home().key().version()).isEqualTo(2);
            assertThat(house.points.findById(point.id())).contains(point);
        }
    }

    @Test
    void aStoreThatKnowsOnlyAnEarlierVersionComesBackWithItAndWhatItWraps() {
        var blobs = site.blobsOf(EAST).behind();
        var wrap = "points/" + point.id() + "/wrap-";
        flip(wrap + 1);
        try (var house = site.house(fresh)) {
            assertThat(rebuild(house).damages()).isNotEmpty();
            house.vaults.keys().rotate(house.home());
            fresh.write(h -> h.execute("delete from vault_key_earlier"));
            flip(wrap + 1);

            assertThat(rebuild(house).damages()).isEmpty();

            assertThat(house.home().key().version()).isEqualTo(2);
            assertThat(house.vaults.keys().rotated()).containsExactly(house.home().id());
            house.upkeep.catchUp();
            assertThat(blobs.exists(wrap + 2)).isTrue();
            assertThat(house.vaults.keys().rotated()).isEmpty();
        }
    }

    private RebuildReport rebuild(JobHouse house) {
        return house.rebuild().run(PLACES);
    }

    private String row(String sql) {
        return fresh.read(handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    private void flip(String name) {
        BlobStore blobs = site.blobsOf(EAST).behind();
        var bytes = blobs.get(name);
        bytes[bytes.length - 3] ^= 1;
        blobs.replace(name, bytes);
    }
}
