package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.connect.files.TreeCompare;
import org.copyhold.control.copy.CopyJob;
import org.copyhold.control.copy.CopyState;
import org.copyhold.control.job.Limits;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.PointFilter;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.restore.RestoreState;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.Vault;
import org.copyhold.kit.Caller;
import org.copyhold.kit.Page;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A recovery point in the east, a vault for its copies in the west, and workers at work. */
final class CopyScene implements AutoCloseable {
    static final Lifecycle LIFECYCLE = new Lifecycle(OptionalInt.of(30), OptionalInt.of(120));
    static final String EAST = "file:/east/" + JobHouse.ACCOUNT + "/main";
    static final String WEST = "file:/west/" + JobHouse.ACCOUNT + "/main";

    /** Another account of the same organization. */
    static final Caller SISTER = new Caller("210987654321", "eu-west-1", "testing");

    static final String SISTERS_WEST = "file:/west/" + SISTER.account() + "/main";

    private static final Page ALL = new Page(Page.MAX_SIZE, null);

    final JobSite site;
    final Vault away;
    final RecoveryPoint point;
    JobHouse house;

    CopyScene(Path folder) throws IOException {
        this(folder, Limits.DEFAULT);
    }

    CopyScene(Path folder, Limits limits) throws IOException {
        site = new JobSite(folder, limits);
        site.write("a.bin", JobSite.random(5_000_000));
        site.write("b.bin", JobSite.random(200));
        house = site.settle();
        away = house.vault(JobHouse.WEST, "away");
        var tags = Tags.of(Map.of("team", "blue"));
        point = house.completed(house.backups.accept(JobHouse.backup("home", LIFECYCLE, tags)));
    }

    /** The server starts once more, after it was closed. */
    void restart() {
        house = site.house().started();
    }

    CopyJob copy() {
        return copyTo(away);
    }

    CopyJob copyTo(Vault vault) {
        return house.copy(point, vault.arn(), null);
    }

    /** A copy of which nothing has come yet, because whoever writes it is held up there. */
    CopyJob heldCopy(TroubledBlobs at, Vault vault) throws InterruptedException {
        at.hold();
        var job = copyTo(vault);
        at.awaitHeld();
        return job;
    }

    /** The blobs of a store, which is opened if nobody did. */
    TroubledBlobs at(String location) {
        house.stores.at(location);
        return site.blobsOf(location);
    }

    RecoveryPoint completed(CopyJob job) {
        assertThat(house.ended(job)).isInstanceOf(CopyState.Completed.class);
        return house.points.findById(job.copyId()).orElseThrow();
    }

    CopyState.Failed failed(CopyJob job) {
        assertThat(house.ended(job)).isInstanceOf(CopyState.Failed.class);
        return (CopyState.Failed) house.ended(job);
    }

    List<RecoveryPoint> points(Vault vault) {
        var none = new PointFilter(null, null, null, null);
        return house.points.list(vault.id(), none, ALL).rows();
    }

    void delete(RecoveryPoint gone) {
        house.points.startDeleting(gone.id());
        house.upkeep.catchUp();
        assertThat(house.points.findById(gone.id())).isEmpty();
    }

    /** What a restore of the point makes is the share, in the point's Region. */
    void assertRestores(RecoveryPoint from) {
        var job = house.restore(from, Map.of("newFileSystem", "true"));
        var state = (RestoreState.Completed) house.ended(job);
        assertThat(state.created().region()).isEqualTo(from.home().region());
        var made = house.resources.find(state.created()).orElseThrow();
        assertThat(TreeCompare.compare(site.share, made.path().orElseThrow())).isEmpty();
    }

    @Override
    public void close() {
        house.close();
        site.close();
    }
}
