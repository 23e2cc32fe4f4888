package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.control.job.MessageCategory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/** Copies into other accounts, run by workers between real stores, on a real database. */
final class CrossAccountCopiesTest {
    @TempDir Path folder;

    private CopyScene scene;

    @BeforeEach
    void open() throws IOException {
        scene = new CopyScene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void aCopyIntoAnotherAccountIsThatAccountsAndOutlivesItsSource() {
        scene.house.crossAccount = true;
        var theirs = scene.house.vault(CopyScene.SISTER, "theirs");

        var job = scene.copyTo(theirs);
        var copy = scene.completed(job);

        assertThat(copy.arn().toString())
                .startsWith("arn:aws:backup:eu-west-1:210987654321:recovery-point:");
        assertThat(copy.home().vaultArn()).isEqualTo(theirs.arn());
        assertThat(copy.home().encryptionKeyArn()).isEqualTo(theirs.encryptionKeyArn());
        assertThat(copy.origin().resource()).isEqualTo(JobHouse.SHARE);
        assertThat(copy.origin().sourceVault()).isEqualTo(scene.point.home().vaultArn());
        assertThat(copy.dates().created()).isEqualTo(scene.point.dates().created());
        assertThat(copy.tags()).isEqualTo(scene.point.tags());
        assertThat(scene.house.copies.find(CopyScene.SISTER.account(), "eu-west-1", job.id()))
                .isEmpty();
        assertThat(scene.house.copies.find(JobHouse.ACCOUNT, "us-east-1", job.id())).isPresent();

        scene.delete(scene.point);
        scene.assertRestores(copy);
    }

    @Test
    void aCopyIntoAnotherAccountGoesOnAfterAStop() throws Exception {
        scene.house.crossAccount = true;
        var theirs = scene.house.vault(CopyScene.SISTER, "theirs");
        var blobsThere = scene.at(CopyScene.SISTERS_WEST);
        var job = scene.heldCopy(blobsThere, theirs);

        scene.house.close();
        blobsThere.release();
        scene.house = scene.site.house();
        scene.house.crossAccount = true;
        scene.house.started();

        var copy = scene.completed(job);
        assertThat(scene.points(theirs)).containsExactly(copy);
        scene.assertRestores(copy);
        scene.delete(copy);
        assertThat(blobsThere.list("points/")).isEmpty();
        scene.assertRestores(scene.point);
    }

    @Test
    void aCopyOfACopyComesBackFromAnotherAccount() {
        scene.house.crossAccount = true;
        var theirs = scene.house.vault(CopyScene.SISTER, "theirs");
        var first = scene.completed(scene.copyTo(theirs));
        var back = scene.house.vault(JobHouse.EAST, "back");

        var second = scene.completed(scene.house.copy(first, back.arn(), null));

        assertThat(second.dates().created()).isEqualTo(scene.point.dates().created());
        assertThat(second.origin().sourceVault()).isEqualTo(theirs.arn());
        scene.delete(scene.point);
        scene.delete(first);
        scene.assertRestores(second);
    }

    @Test
    void aSwitchTurnedOffWhileACopyRunsFailsItAndLeavesNothing() throws Exception {
        scene.house.crossAccount = true;
        var theirs = scene.house.vault(CopyScene.SISTER, "theirs");
        var there = scene.at(CopyScene.SISTERS_WEST);
        var job = scene.heldCopy(there, theirs);
        scene.house.crossAccount = false;

        there.release();

        assertThat(scene.failed(job).why().category()).isEqualTo(MessageCategory.ACCESS_DENIED);
        assertThat(scene.points(theirs)).isEmpty();
        assertThat(there.list("points/")).isEmpty();
        scene.house.vaults.delete(theirs);
    }

    @Test
    void aRefusedCopyLeavesNoByteAndNoRowInTheOtherAccount() {
        var theirs = scene.house.vault(CopyScene.SISTER, "theirs");

        assertThat(scene.failed(scene.copyTo(theirs)).why().message())
                .isEqualTo(
                        "Copy job failed. Cross-account copy feature is not enabled for the"
                                + " current organization.");

        assertThat(scene.points(theirs)).isEmpty();
        assertThat(scene.site.hasBlobsAt(CopyScene.SISTERS_WEST)).isFalse();
        scene.house.vaults.delete(theirs);
    }

    @Test
    void theDefaultVaultOfAnotherAccountTakesNoCopy() {
        scene.house.crossAccount = true;
        var theirs = scene.house.vault(CopyScene.SISTER, "Default");

        var why = scene.failed(scene.copyTo(theirs)).why();

        assertThat(why.category()).isEqualTo(MessageCategory.INVALID_PARAMETERS);
        assertThat(why.message()).contains("default backup vault", theirs.arn().toString());
        assertThat(scene.site.hasBlobsAt(CopyScene.SISTERS_WEST)).isFalse();
    }
}
