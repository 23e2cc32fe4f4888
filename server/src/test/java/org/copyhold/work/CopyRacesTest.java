package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.copyhold.control.copy.CopyState;
import org.copyhold.control.job.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What becomes of a copy whose source or destination goes, or which is not the only one. */
final class CopyRacesTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path folder;

    private CopyRace race;

    @BeforeEach
    void open() throws IOException {
        race = new CopyRace(folder, Limits.DEFAULT);
    }

    @AfterEach
    void close() {
        race.close();
    }

    @Test
    void aSourceDeletedWithItsVaultWhileACopyWaitsFailsIt() {
        var job = race.waiting();
        race.scene.delete(race.point);
        race.house().vaults.delete(race.home);

        race.goOn();

        assertThat(race.failed(job)).isEqualTo(gone());
    }

    @Test
    void aSourceDeletedWithItsVaultWhileACopyRunsFailsItAndLeavesNothing() throws Exception {
        var job = race.running();
        assertThatThrownBy(() -> race.house().vaults.delete(race.home))
                .hasMessageContaining("contains recovery points");
        race.scene.delete(race.point);
        race.house().vaults.delete(race.home);

        race.west().release();

        assertThat(race.failed(job)).isEqualTo(gone());
        assertThat(race.west().list("packs/")).isEmpty();
        race.house().vaults.delete(race.away);
    }

    @Test
    void aSourceDeletedWhenItsCopyIsAboutToExistFailsIt() {
        race.west().beforeTheNextPoint(() -> race.scene.delete(race.point));

        var job = race.house().copy(race.point, race.away.arn(), null);

        assertThat(race.failed(job)).isEqualTo(gone());
        assertThat(race.west().list("packs/")).isEmpty();
    }

    @Test
    void theSameInsideOneStoreFailsAtOnce() {
        var beside = race.house().vault(JobHouse.EAST, "beside");
        race.east().beforeTheNextPoint(() -> race.scene.delete(race.point));

        var job = race.house().copy(race.point, beside.arn(), null);

        assertThat(race.failed(job)).isEqualTo(gone());
        assertThat(race.scene.failed(job).endedAt()).isBefore(job.createdAt().plusSeconds(9));
        race.house().vaults.delete(beside);
    }

    @Test
    void aDestinationDeletedWhileACopyWaitsFailsItAndNothingIsMadeThere() {
        var job = race.waiting();
        race.house().vaults.delete(race.away);

        race.goOn();

        assertThat(race.failed(job))
                .isEqualTo(
                        "Copy job failed because backup vault "
                                + race.away.arn()
                                + " does not exist.");
    }

    @Test
    void aVaultMadeAnewUnderTheNameTakesACopyThatWaited() {
        var job = race.waiting();
        race.house().vaults.delete(race.away);
        var anew = race.house().vault(JobHouse.WEST, "away");

        race.goOn();

        assertThat(race.completed(job).home().vaultId()).isEqualTo(anew.id());
    }

    @Test
    void aDestinationThatACopyWritesIntoIsNotDeleted() throws Exception {
        var job = race.running();

        assertThatThrownBy(() -> race.house().vaults.delete(race.away))
                .hasMessageContaining("a job is writing into it");

        race.west().release();
        race.completed(job);
        assertThatThrownBy(() -> race.house().vaults.delete(race.away))
                .hasMessageContaining("contains recovery points");
    }

    @Test
    void nothingIsLeftOfACopyThatIsRefusedWhenItIsTriedAgain() throws Exception {
        var job = race.running();
        race.west().isAway = true;
        race.west().release();
        awaitLater();
        assertThatThrownBy(() -> race.house().vaults.delete(race.away))
                .hasMessageContaining("a job is writing into it");
        race.scene.delete(race.point);
        race.west().isAway = false;

        var since = race.house().clock.instant();
        race.house().clock.advance(Duration.ofMinutes(1));
        race.house().workers.runDue(since);

        assertThat(race.failed(job)).isEqualTo(gone());
        assertThat(race.west().list("packs/")).isEmpty();
        race.house().vaults.delete(race.away);
    }

    @Test
    void aSecondCopyOfAPointWaitsForTheFirstAndMovesNothing() throws Exception {
        var first = race.running();
        var second = race.house().copy(race.point, race.away.arn(), null);
        await().during(Duration.ofMillis(300))
                .atMost(SOON)
                .until(() -> race.state(second) instanceof CopyState.Created);

        race.west().release();

        race.completed(first);
        var copy = race.completed(second);
        assertThat(race.state(second).progress().movedBytes()).isZero();
        assertThat(race.copies()).hasSize(2);
        race.scene.delete(race.house().points.findById(first.copyId()).orElseThrow());
        race.scene.assertRestores(copy);
    }

    @Test
    void twoCopiesOfAPointAtOnceBothEndAndEachIsWholeWithoutTheOther() throws Exception {
        race.close();
        var other = folder.resolve("unlimited");
        Files.createDirectory(other);
        race = new CopyRace(other, new Limits(0, 0, 0, 0));
        var first = race.running();
        var second = race.house().copy(race.point, race.away.arn(), null);
        await().atMost(SOON).until(() -> race.state(second) instanceof CopyState.Running);

        race.west().release();

        var one = race.completed(first);
        var two = race.completed(second);
        race.scene.delete(one);
        race.scene.delete(race.point);
        race.scene.assertRestores(two);
    }

    @Test
    void aStopOfTheServerWhenACopyIsAboutToExistMakesOneAfterTheRestart() throws Exception {
        var stopping = new CompletableFuture<Thread>();
        race.west()
                .beforeTheNextPoint(
                        () -> {
                            var house = race.house();
                            stopping.complete(Thread.startVirtualThread(house::close));
                            await().atMost(SOON).until(Thread.currentThread()::isInterrupted);
                        });
        var job = race.house().copy(race.point, race.away.arn(), null);
        stopping.get().join();

        race.goOn();

        race.scene.assertRestores(race.completed(job));
        assertThat(race.copies()).hasSize(1);
    }

    private String gone() {
        return "Copy job failed because recovery point " + race.point.arn() + " has been deleted.";
    }

    /** Returns when a job is to be tried again at some time. */
    private void awaitLater() {
        await().atMost(SOON)
                .until(
                        () ->
                                race.house()
                                        .database
                                        .read(
                                                handle ->
                                                        handle.createQuery(
                                                                        "select count(*) from"
                                                                            + " scheduled_tasks"
                                                                            + " where waits_for ="
                                                                            + " 'later'")
                                                                .mapTo(Integer.class)
                                                                .one()),
                        jobs -> jobs == 1);
    }
}
