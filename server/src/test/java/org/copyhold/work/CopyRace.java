package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.control.copy.CopyJob;
import org.copyhold.control.copy.CopyState;
import org.copyhold.control.job.Limits;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.vault.Vault;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A copy that is held up, so that something may come in between. */
final class CopyRace implements AutoCloseable {
    final CopyScene scene;
    final Vault home;
    final Vault away;
    final RecoveryPoint point;

    CopyRace(Path folder, Limits limits) throws IOException {
        scene = new CopyScene(folder, limits);
        point = scene.point;
        away = scene.away;
        home = house().vaults.findById(point.home().vaultId()).orElseThrow();
    }

    @Override
    public void close() {
        scene.close();
    }

    JobHouse house() {
        return scene.house;
    }

    /** A copy that waits, because no worker is there; {@link #goOn} brings them. */
    CopyJob waiting(Lifecycle lifecycle) {
        house().close();
        return house().copy(point, away.arn(), lifecycle);
    }

    /** A copy that waits, and asks for its source's lifecycle. */
    CopyJob waiting() {
        house().close();
        return scene.copy();
    }

    void goOn() {
        scene.restart();
    }

    /** A copy that runs, and is held up until the west is released. */
    CopyJob running() throws InterruptedException {
        return scene.heldCopy(west(), away);
    }

    TroubledBlobs east() {
        return scene.at(CopyScene.EAST);
    }

    TroubledBlobs west() {
        return scene.at(CopyScene.WEST);
    }

    RecoveryPoint completed(CopyJob job) {
        return scene.completed(job);
    }

    /** Why a copy failed, of which nothing is left. */
    String failed(CopyJob job) {
        var failed = scene.failed(job);
        assertThat(house().points.findById(job.copyId())).isEmpty();
        assertThat(house().vaults.written(job.id())).isEmpty();
        for (var there : List.of(east(), west())) {
            assertThat(there.list("points/" + job.copyId() + "/")).isEmpty();
        }
        return failed.why().message();
    }

    CopyState state(CopyJob job) {
        return house().copies.find(job.id()).orElseThrow().state();
    }

    List<RecoveryPoint> copies() {
        return scene.points(away);
    }
}
