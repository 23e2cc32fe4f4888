package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.connect.files.FilesConnector;
import org.copyhold.connect.files.TreeCompare;
import org.copyhold.control.backup.BackupState;
import org.copyhold.control.copy.CopyJob;
import org.copyhold.control.copy.CopyState;
import org.copyhold.control.job.Limits;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.PointFilter;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.restore.RestoreState;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.Vault;
import org.copyhold.kit.Page;
import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;
import org.copyhold.store.blob.MemoryBlobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** A recovery point in one Region, a vault in another, and copies held up between them. */
final class CopyRace implements AutoCloseable {
    static final Lifecycle LIFECYCLE = new Lifecycle(OptionalInt.of(30), OptionalInt.of(120));

    private static final Page ALL = new Page(Page.MAX_SIZE, null);
    private static final String WEST = "file:/west/" + JobHouse.ACCOUNT + "/main";

    final Database database;
    final Vault home;
    final Vault away;
    final RecoveryPoint point;
    JobHouse house;

    private final Path folder;
    private final Limits limits;
    private final Path share;
    private final Map<String, TroubledBlobs> blobs = new ConcurrentHashMap<>();

    CopyRace(Path folder, Limits limits) throws IOException {
        this.folder = folder;
        this.limits = limits;
        share = Files.createDirectory(folder.resolve("share"));
        var content = new byte[3_000_000];
        new Random(7).nextBytes(content);
        Files.write(share.resolve("a.bin"), content);
        database = TestDatabases.sqlite(folder);
        house = newHouse().started();
        house.share(share);
        home = house.vault(JobHouse.EAST, "home");
        away = house.vault(JobHouse.WEST, "away");
        point = backedUp();
    }

    @Override
    public void close() {
        house.close();
        database.close();
    }

    RecoveryPoint backedUp() {
        var tags = Tags.of(Map.of("team", "blue"));
        var job = house.backups.accept(JobHouse.backup("home", LIFECYCLE, tags));
        assertThat(house.ended(job)).isInstanceOf(BackupState.Completed.class);
        return house.point(job);
    }

    /** A copy that waits, because no worker is there; {@link #goOn} brings them. */
    CopyJob waiting(Lifecycle lifecycle) {
        house.close();
        return house.copy(point, away.arn(), lifecycle);
    }

    /** A copy that waits, and asks for its source's lifecycle. */
    CopyJob waiting() {
        house.close();
        return house.copy(point, away.arn(), null);
    }

    void goOn() {
        house = newHouse().started();
    }

    /** A copy that runs, and is held up until the west is released. */
    CopyJob running() throws InterruptedException {
        west().hold();
        var job = house.copy(point, away.arn(), null);
        west().awaitHeld();
        return job;
    }

    TroubledBlobs west() {
        house.stores.at(WEST);
        return blobs.get(WEST);
    }

    TroubledBlobs east() {
        return blobs.get("file:/east/" + JobHouse.ACCOUNT + "/main");
    }

    /** As DeleteRecoveryPoint does it. */
    void delete(RecoveryPoint gone) {
        house.points.startDeleting(gone.id());
        house.upkeep.dispose(gone);
        assertThat(house.points.findById(gone.id())).isEmpty();
    }

    RecoveryPoint completed(CopyJob job) {
        assertThat(house.ended(job)).isInstanceOf(CopyState.Completed.class);
        return house.points.findById(job.copyId()).orElseThrow();
    }

    /** Why a copy failed, of which nothing is left. */
    String failed(CopyJob job) {
        assertThat(house.ended(job)).isInstanceOf(CopyState.Failed.class);
        assertThat(house.points.findById(job.copyId())).isEmpty();
        assertThat(house.vaults.written(job.id())).isEmpty();
        for (var there : List.of(east(), west())) {
            assertThat(there.list("points/" + job.copyId() + "/")).isEmpty();
        }
        return ((CopyState.Failed) house.ended(job)).why().message();
    }

    CopyState state(CopyJob job) {
        return house.copies.find(job.id()).orElseThrow().state();
    }

    List<RecoveryPoint> copies() {
        return house.points.list(away.id(), new PointFilter(null, null, null, null), ALL).rows();
    }

    void isWhole(RecoveryPoint copy) {
        var job = house.restore(copy, Map.of("newFileSystem", "true"));
        var state = (RestoreState.Completed) house.ended(job);
        var made = house.resources.find(state.created()).orElseThrow();
        assertThat(TreeCompare.compare(share, made.path())).isEmpty();
    }

    private JobHouse newHouse() {
        return new JobHouse(
                folder,
                database,
                at -> blobs.computeIfAbsent(at, a -> new TroubledBlobs(new MemoryBlobs(a))),
                new FilesConnector(),
                limits);
    }
}
