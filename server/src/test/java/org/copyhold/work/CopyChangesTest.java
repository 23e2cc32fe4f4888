package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.control.job.Limits;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.PointStatus;
import org.copyhold.control.vault.LockOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/** What becomes of a copy while what it is judged by changes: policies, locks, lifecycles, tags. */
final class CopyChangesTest {
    private static final Lifecycle LONGER = new Lifecycle(OptionalInt.of(40), OptionalInt.of(400));
    private static final LockOrder A_YEAR =
            new LockOrder(OptionalInt.of(365), OptionalInt.empty(), OptionalInt.of(3));
    private static final String OUT_OF_RANGE =
            "Copy job failed. The retention specified in the job is not within the range specified"
                    + " for the target Backup Vault.";

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
    void aLockPutWhileACopyWaitsFailsItAndOneThatIsGoneAgainDoesNot() {
        var refused = race.waiting();
        race.house().locks.put(race.away, A_YEAR);
        race.goOn();
        assertThat(race.failed(refused)).isEqualTo(OUT_OF_RANGE);

        var job = race.waiting();
        race.house().locks.remove(race.away);
        race.goOn();

        race.completed(job);
    }

    @Test
    void aLockPutWhileACopyRunsFailsItAndLeavesNothing() throws Exception {
        var job = race.running();
        race.house().locks.put(race.away, A_YEAR);

        race.west().release();

        assertThat(race.failed(job)).isEqualTo(OUT_OF_RANGE);
        assertThat(race.west().list("packs/")).isEmpty();
    }

    @Test
    void aLockPutWhenACopyIsAboutToExistFailsIt() {
        race.west().beforeTheNextPoint(() -> race.house().locks.put(race.away, A_YEAR));

        var job = race.house().copy(race.point, race.away.arn(), null);

        assertThat(race.failed(job)).isEqualTo(OUT_OF_RANGE);
    }

    @Test
    void aPolicyThatDeniesWhileACopyWaitsFailsItAndOneThatIsGoneAgainDoesNot() {
        race.house().policies.put(race.away, deny("backup:CopyIntoBackupVault"));
        var job = race.waiting();
        race.house().policies.delete(race.away);
        race.goOn();
        race.completed(job);

        var refused = race.waiting();
        race.house().policies.put(race.away, deny("backup:CopyIntoBackupVault"));
        race.goOn();

        assertThat(race.failed(refused))
                .isEqualTo("Access Denied trying to call AWS Backup service");
    }

    @Test
    void aPolicyOfEitherVaultThatDeniesWhileACopyRunsFailsItAndLeavesNothing() throws Exception {
        for (var vault : Map.of("Into", race.away, "From", race.home).entrySet()) {
            var job = race.running();
            var action = "backup:Copy" + vault.getKey() + "BackupVault";
            race.house().policies.put(vault.getValue(), deny(action));

            race.west().release();

            assertThat(race.failed(job))
                    .isEqualTo("Access Denied trying to call AWS Backup service");
            assertThat(race.west().list("packs/")).isEmpty();
            race.house().policies.delete(vault.getValue());
        }
    }

    @Test
    void theSourcesLifecycleIsTheCopysAsItIsAtTheEndUnlessAnotherWasAskedFor() throws Exception {
        var inherits = race.running();
        race.house().lifecycleChanges.change(race.point.id(), LONGER);
        race.west().release();
        assertThat(race.completed(inherits).lifecycle()).isEqualTo(LONGER);

        var own = race.waiting(CopyScene.LIFECYCLE);
        race.house().lifecycleChanges.change(race.point.id(), Lifecycle.NONE);
        race.goOn();

        assertThat(race.completed(own).lifecycle()).isEqualTo(CopyScene.LIFECYCLE);
    }

    @Test
    void aCopyIsMadeAgainWhenTagsAndLifecycleChangeAsItIsAboutToExist() {
        race.west()
                .beforeTheNextPoint(
                        () -> {
                            race.house()
                                    .points
                                    .retag(
                                            race.point.id(),
                                            tags -> tags.with(Map.of("team", "red")));
                            race.house().lifecycleChanges.change(race.point.id(), LONGER);
                        });

        var copy = race.completed(race.house().copy(race.point, race.away.arn(), null));

        assertThat(copy.tags().byKey()).containsEntry("team", "red");
        assertThat(copy.lifecycle()).isEqualTo(LONGER);
        assertThat(race.copies()).hasSize(1);
        race.scene.assertRestores(copy);
    }

    @Test
    void aSourceThatBecomesDueWhileItIsCopiedStaysAndACopyThatWouldBeDueTooFails()
            throws Exception {
        var job = race.running();
        race.house().clock.advance(Duration.ofDays(121));
        race.house().lifecycles.go();
        assertThat(race.house().points.findById(race.point.id()).orElseThrow().status())
                .isEqualTo(PointStatus.COMPLETED);

        race.west().release();

        assertThat(race.failed(job)).startsWith("Copy job failed. Invalid lifecycle.");
        race.house().lifecycles.go();
        assertThat(race.house().points.findById(race.point.id())).isEmpty();
    }

    private static String deny(String action) {
        return JobHouse.policy("Deny", action);
    }
}
