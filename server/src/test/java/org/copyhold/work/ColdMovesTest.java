package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.point.StorageClass;
import org.copyhold.control.restore.RestoreState;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.BackupException;
import org.copyhold.sql.TestDatabases;
import org.copyhold.store.SealedStore;
import org.copyhold.store.Sites;
import org.copyhold.store.Statements;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Recovery points whose Region has a cold store, with real stores and a real database. */
class ColdMovesTest {
    private static final Lifecycle LIFECYCLE =
            new Lifecycle(OptionalInt.of(10), OptionalInt.of(120));
    private static final String WARM = "file:/east/" + JobHouse.ACCOUNT + "/main";
    private static final String COLD = "file:/cold/" + JobHouse.ACCOUNT + "/main";
    private static final String SISTER = "210987654321/main";
    private static final List<Rebuild.Place> PLACES =
            List.of(new Rebuild.Place(JobHouse.ACCOUNT, "us-east-1"));
    private static final byte[] CONTENT = JobSite.random(300_000);

    @TempDir Path folder;

    private JobSite site;
    private JobHouse house;

    @BeforeEach
    void open() throws IOException {
        site = new JobSite(folder);
        site.hasCold = true;
        site.write("file", CONTENT);
        house = site.settle();
    }

    @AfterEach
    void close() {
        house.close();
        site.close();
    }

    @Test
    void onItsDayTheBytesOfARecoveryPointMoveAndComeBackByARestore() throws IOException {
        var point = backedUp();
        house.clock.advance(Duration.ofDays(10));
        house.lifecycles.go();

        assertThat(classOf(point)).isEqualTo(StorageClass.COLD);
        assertThat(house.deletedFrom).containsExactly(warm());
        warm().collect();
        assertThat(names(WARM, "packs/")).isEmpty();
        assertThat(names(WARM, "points/")).isEmpty();
        assertThat(cold().point(point.id()).id()).isEqualTo(point.id());
        assertRestores(point);
        var away = house.vault(JobHouse.WEST, "away").arn();
        assertThatThrownBy(() -> house.copy(point, away, null))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("is in cold storage and cannot be copied");
    }

    @Test
    void aColdRecoveryPointIsTaggedAndComesToItsEndWhereItIs() {
        var point = backedUp();
        house.clock.advance(Duration.ofDays(10));
        house.lifecycles.go();
        house.points.retag(point.id(), tags -> tags.with(Map.of("later", "tag")));
        house.upkeep.catchUp();
        assertThat(names(COLD, "points/" + point.id() + "/")).anyMatch(it -> it.endsWith("-2"));
        assertThat(names(WARM, "points/")).isEmpty();

        house.clock.advance(Duration.ofDays(110));
        house.lifecycles.go();
        cold().collect();

        assertThat(house.points.findById(point.id())).isEmpty();
        assertThat(names(COLD, "packs/")).isEmpty();
        assertThat(names(COLD, "points/")).isEmpty();
    }

    @Test
    void whileTheColdStoreIsAwayARecoveryPointStaysWarmAndOthersComeToTheirEnd() {
        var point = backedUp();
        var old = backedUp(new Lifecycle(OptionalInt.empty(), OptionalInt.of(9)));
        house.stores.at(COLD);
        site.blobsOf(COLD).isAway = true;
        house.clock.advance(Duration.ofDays(10));
        house.lifecycles.go();

        assertThat(classOf(point)).isEqualTo(StorageClass.WARM);
        assertThat(house.points.findById(old.id())).isEmpty();
        assertThat(warm().point(point.id()).id()).isEqualTo(point.id());

        site.blobsOf(COLD).isAway = false;
        house.lifecycles.go();
        assertThat(classOf(point)).isEqualTo(StorageClass.COLD);
    }

    @Test
    void aMoveThatWasKilledBeforeTheOldRecordsWentIsFinishedByTheNextProcess() throws Exception {
        var point = backedUp();
        house.clock.advance(Duration.ofDays(10));
        site.blobsOf(WARM).deletionsLeft.set(1);
        assertThatThrownBy(house.lifecycles::go).isInstanceOf(TroubledBlobs.Killed.class);
        site.blobsOf(WARM).deletionsLeft.set(Integer.MAX_VALUE);
        assertThat(names(WARM, "points/")).isNotEmpty();

        restartAtTheSameTime();
        house.lifecycles.go();

        assertThat(names(WARM, "points/")).isEmpty();
        assertThat(classOf(point)).isEqualTo(StorageClass.COLD);
        assertRestores(point);
    }

    @Test
    void aMoveThatIsNotDueAnyMoreIsGivenUp() {
        var point = backedUp();
        house.stores.at(COLD);
        site.blobsOf(COLD).beforeTheNextPoint(() -> change(point));
        house.clock.advance(Duration.ofDays(10));

        house.lifecycles.go();
        assertThat(classOf(point)).isEqualTo(StorageClass.WARM);
        house.lifecycles.go();

        assertThat(names(COLD, "packs/")).isEmpty();
        assertThat(names(COLD, "points/")).isEmpty();
        assertThat(warm().check(_ -> {}).damages()).isEmpty();
    }

    @Test
    void whatARestoreIsReadingMovesWhenItHasEnded() throws Exception {
        var point = backedUp();
        site.blobsOf(WARM)
                .beforeTheNextRead(
                        () -> {
                            house.clock.advance(Duration.ofDays(10));
                            house.lifecycles.go();
                            warm().collect();
                        });
        assertRestores(point);
        assertThat(classOf(point)).isEqualTo(StorageClass.WARM);

        house.lifecycles.go();

        assertThat(classOf(point)).isEqualTo(StorageClass.COLD);
        assertRestores(point);
    }

    @Test
    void aRebuildBringsWhatIsColdBackAsCold() throws Exception {
        var point = backedUp();
        house.clock.advance(Duration.ofDays(10));
        house.lifecycles.go();
        var young = backedUp();
        var before = List.of(found(point), found(young));
        rebuild(2);

        assertThat(List.of(found(point), found(young))).isEqualTo(before);
        assertRestores(point);
        assertRestores(young);
    }

    @Test
    void whatWasOnItsWayWhenTheDatabaseWasLostComesBackOnce() throws Exception {
        var point = backedUp();
        house.clock.advance(Duration.ofDays(10));
        site.blobsOf(WARM).deletionsLeft.set(0);
        assertThatThrownBy(house.lifecycles::go).isInstanceOf(TroubledBlobs.Killed.class);
        site.blobsOf(WARM).deletionsLeft.set(Integer.MAX_VALUE);
        assertThat(names(WARM, "points/" + point.id() + "/")).contains(root(point));
        assertThat(names(COLD, "points/" + point.id() + "/")).contains(root(point));

        rebuild(1);

        assertThat(classOf(point)).isEqualTo(StorageClass.COLD);
        house.lifecycles.go();
        assertThat(names(WARM, "points/")).isEmpty();
        assertRestores(point);
    }

    @Test
    void whatHasChangedSinceItWasToMoveComesBackAsItIsNow() throws Exception {
        var point = backedUp();
        house.stores.at(COLD);
        for (var name : names(WARM, "")) {
            if (!name.equals(Sites.RECORD)) {
                site.blobsOf(COLD).replace(name, site.blobsOf(WARM).get(name));
            }
        }
        house.points.retag(point.id(), tags -> tags.with(Map.of("later", "tag")));
        house.upkeep.catchUp();
        var before = found(point);

        rebuild(1);

        assertThat(found(point)).isEqualTo(before);
        house.lifecycles.go();
        assertThat(names(COLD, "points/")).isEmpty();
        assertRestores(point);
    }

    @Test
    void whatCameBackWithAHoleWhileTheColdStoreWasAwayStaysThereToo() throws Exception {
        var point = backedUp();
        house.clock.advance(Duration.ofDays(10));
        site.blobsOf(WARM).deletionsLeft.set(0);
        assertThatThrownBy(house.lifecycles::go).isInstanceOf(TroubledBlobs.Killed.class);
        site.blobsOf(WARM).deletionsLeft.set(Integer.MAX_VALUE);
        names(WARM, "packs/").forEach(site.blobsOf(WARM)::delete);
        site.away.add(COLD);
        rebuild(1);
        site.away.clear();

        var report = house.rebuild().run(PLACES);

        assertThat(report.damages())
                .singleElement()
                .asString()
                .contains(point.id(), WARM, COLD, "something of it is missing");
        house.lifecycles.go();
        cold().collect();
        assertThat(names(COLD, "points/" + point.id() + "/")).contains(root(point));
        assertThat(names(COLD, "packs/")).isNotEmpty();
    }

    @Test
    void aPointInUseKeepsNoOtherWarm() {
        var used = backedUp();
        var other = backedUp();
        var reader = warm().begin("reader");
        warm().pin(reader, used.id());
        house.clock.advance(Duration.ofDays(10));
        house.lifecycles.go();

        assertThat(classOf(used)).isEqualTo(StorageClass.WARM);
        assertThat(classOf(other)).isEqualTo(StorageClass.COLD);
        warm().end(reader, Statements.NONE);
        house.lifecycles.go();
        assertThat(classOf(used)).isEqualTo(StorageClass.COLD);
    }

    @Test
    void aColdStoreThatIsAwayKeepsNoOthersMovesFromBeingClearedUp() {
        var point = backedUp();
        house.clock.advance(Duration.ofDays(10));
        site.blobsOf(WARM).deletionsLeft.set(0);
        assertThatThrownBy(house.lifecycles::go).isInstanceOf(TroubledBlobs.Killed.class);
        site.blobsOf(WARM).deletionsLeft.set(Integer.MAX_VALUE);
        for (var root : List.of("file:/east/", "file:/cold/")) {
            house.stores.at(root + SISTER);
        }
        house.database.write(
                handle ->
                        handle.execute(
                                """
                                insert into store_move (point, source, target, state)
                                select 'another', s.id, t.id, 'COMING' from store_store s, store_store t
                                where s.location = ? and t.location = ?
                                """,
                                "file:/east/" + SISTER,
                                "file:/cold/" + SISTER));
        site.away.add("file:/cold/" + SISTER);

        restartAtTheSameTime();
        house.lifecycles.go();

        assertThat(names(WARM, "points/" + point.id() + "/")).isEmpty();
    }

    @Test
    void whatIsDueInARegionThatIsNotConfiguredNowMovesWhenItIsAgain() {
        var point = backedUp();
        house.clock.advance(Duration.ofDays(10));
        site.hasEast = false;
        restartAtTheSameTime();
        house.lifecycles.go();
        assertThat(classOf(point)).isEqualTo(StorageClass.WARM);

        site.hasEast = true;
        restartAtTheSameTime();
        house.lifecycles.go();
        assertThat(classOf(point)).isEqualTo(StorageClass.COLD);
        assertThat(cold().point(point.id()).id()).isEqualTo(point.id());
    }

    private void rebuild(int points) throws IOException {
        house.close();
        house = site.house(TestDatabases.sqlite(Files.createDirectories(folder.resolve("fresh"))));
        var report = house.rebuild().run(PLACES);
        assertThat(report.damages()).isEmpty();
        assertThat(report.points()).isEqualTo(points);
        house.share(site.share);
        house.started();
    }

    private static String root(RecoveryPoint point) {
        return "points/" + point.id() + "/root";
    }

    private void change(RecoveryPoint point) {
        house.lifecycleChanges.change(point.id(), Lifecycle.NONE);
    }

    private void restartAtTheSameTime() {
        var now = house.clock.instant();
        house.close();
        house = site.house().started();
        house.clock.advance(Duration.between(house.clock.instant(), now));
    }

    private void assertRestores(RecoveryPoint point) throws IOException {
        var restore = house.restore(point, Map.of("newFileSystem", "true"));
        var ended = house.ended(restore);
        assertThat(ended).isInstanceOf(RestoreState.Completed.class);
        var made = ((RestoreState.Completed) ended).created();
        var path = house.resources.find(made).orElseThrow().path().orElseThrow();
        try (var files = Files.walk(path)) {
            var file = files.filter(it -> it.endsWith("file")).findFirst().orElseThrow();
            assertThat(Files.readAllBytes(file)).isEqualTo(CONTENT);
        }
    }

    private RecoveryPoint backedUp() {
        return backedUp(LIFECYCLE);
    }

    private RecoveryPoint backedUp(Lifecycle lifecycle) {
        return house.completed(house.backups.accept(JobHouse.backup("home", lifecycle, Tags.NONE)));
    }

    private RecoveryPoint found(RecoveryPoint point) {
        return house.points.findById(point.id()).orElseThrow();
    }

    private StorageClass classOf(RecoveryPoint point) {
        return found(point).storageClass();
    }

    private SealedStore warm() {
        return house.stores.at(WARM);
    }

    private SealedStore cold() {
        return house.stores.at(COLD);
    }

    private List<String> names(String location, String prefix) {
        return site.blobsOf(location).list(prefix);
    }
}
