package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.control.backup.BackupState;
import org.copyhold.control.job.Failure;
import org.copyhold.control.job.MessageCategory;
import org.copyhold.control.restore.RestoreState;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.VaultKeyVersions;
import org.copyhold.store.blob.BlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Jobs beside rotations and disabled keys, between real stores. */
final class KeyRunsTest {
    private static final String INACCESSIBLE = "Given key ID is not accessible";

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
    void afterARotationAllThatWasThereIsRestoredAndCopiedAndOnlyWrapsAreNew() {
        var east = scene.at(CopyScene.EAST).behind();
        var packs = east.list("packs/");

        rotate(home());

        assertThat(wraps()).containsExactly(wrap(2));
        assertThat(keyRecords(home())).containsExactly(record(home(), 2));
        assertThat(keys().rotated()).isEmpty();
        assertThat(east.list("packs/")).isEqualTo(packs);
        scene.assertRestores(scene.point);
        scene.assertRestores(scene.completed(scene.copy()));
        rotate(home());
        assertThat(wraps()).containsExactly(wrap(3));
        scene.assertRestores(scene.house.completed(scene.house.backUp("home")));
    }

    private void assertRestoresAll() {
        scene.assertRestores(scene.point);
        scene.assertRestores(scene.completed(scene.copy()));
    }

    @Test
    void aRotationThatWasCutShortHurtsNobodyAndGoesOnAfterTheRestart() {
        keys().rotate(home());
        assertRestoresAll();
        assertThat(wraps()).containsExactly(wrap(1));
        scene.house.close();
        scene.restart();

        scene.house.upkeep.catchUp();

        assertThat(wraps()).containsExactly(wrap(2));
        assertThat(keys().rotated()).isEmpty();
        assertThat(keyRecords(home())).containsExactly(record(home(), 2));
        assertRestoresAll();
    }

    @Test
    void aVersionStaysAsLongAsTheStoreIsAway() {
        scene.at(CopyScene.EAST).isAway = true;
        keys().rotate(home());
        scene.house.upkeep.catchUp();
        assertThat(keys().rotated()).containsExactly(home().id());
        scene.at(CopyScene.EAST).isAway = false;

        scene.house.upkeep.renewWraps(home().id());

        assertThat(keys().rotated()).isEmpty();
        scene.assertRestores(scene.point);
    }

    @Test
    void aCopyIntoAVaultWhoseKeyIsRotatedMeanwhileOpensAfterwards() throws Exception {
        var west = scene.at(CopyScene.WEST);
        var job = scene.heldCopy(west, scene.away);
        rotate(scene.away);
        rotate(home());

        west.release();

        var copy = scene.completed(job);
        rotate(away());
        scene.assertRestores(copy);
    }

    @Test
    void aVersionThatAJobWritesBehindARotationGoesAgain() {
        var west = scene.at(CopyScene.WEST);
        west.beforeTheNextKey(() -> rotate(scene.away));

        var copy = scene.completed(scene.copy());

        assertThat(keyRecords(west, away())).hasSize(2);
        scene.house.upkeep.catchUp();
        assertThat(keyRecords(west, away())).containsExactly(record(away(), 2));
        scene.assertRestores(copy);
    }

    @Test
    void aVersionThatADeadProcessWroteBehindARotationGoesAtTheNextStart() {
        var east = scene.at(CopyScene.EAST).behind();
        var first = record(home(), 1);
        var bytes = east.get(first);
        rotate(home());
        east.put(first, bytes);
        scene.house.close();
        scene.restart();

        scene.house.upkeep.catchUp();

        assertThat(keyRecords(home())).containsExactly(record(home(), 2));
        assertRestoresAll();
    }

    @Test
    void whileAVaultIsWrappedAnewAllOtherUpkeepGoesOn() {
        keys().rotate(home());
        var others = new CompletableFuture<Void>();
        scene.at(CopyScene.EAST)
                .beforeTheNextPoint(
                        () ->
                                others.completeAsync(
                                                () -> {
                                                    scene.house.upkeep.catchUp();
                                                    return null;
                                                })
                                        .orTimeout(60, TimeUnit.SECONDS)
                                        .join());

        scene.house.upkeep.renewWraps(home().id());

        assertThat(others).isCompleted();
        assertThat(wraps()).containsExactly(wrap(2));
    }

    @Test
    void whatADisabledKeyIsNeededForFailsAtOnceInKnownWords() {
        keys().disable(home());
        assertFailed(
                scene.failed(scene.copy()).why(),
                "The source snapshot KMS key [%s] does not exist, is not enabled or you do not have permissions to access it."
                        .formatted(home().encryptionKeyArn()));
        var backup = (BackupState.Failed) scene.house.ended(scene.house.backUp("home"));
        assertFailed(backup.why(), "Backup job failed. " + INACCESSIBLE);
        var metadata = Map.of("newFileSystem", "true");
        var restore =
                (RestoreState.Failed) scene.house.ended(scene.house.restore(scene.point, metadata));
        assertFailed(restore.why(), "Restore job failed. " + INACCESSIBLE);

        keys().enable(home());
        keys().disable(scene.away);
        assertFailed(scene.failed(scene.copy()).why(), INACCESSIBLE);
        assertThat(scene.points(scene.away)).isEmpty();

        keys().enable(scene.away);
        scene.assertRestores(scene.completed(scene.copy()));
        scene.house.completed(scene.house.backUp("home"));
    }

    @Test
    void aKeyDisabledWhileACopyRunsFailsItAndLeavesNothing() throws Exception {
        var west = scene.at(CopyScene.WEST);
        var job = scene.heldCopy(west, scene.away);
        keys().disable(scene.away);

        west.release();

        assertFailed(scene.failed(job).why(), INACCESSIBLE);
        assertThat(scene.points(scene.away)).isEmpty();
        assertThat(west.list("points/")).isEmpty();
    }

    @Test
    void aBackupIsNotBasedOnWhatADisabledKeyWouldOpen() {
        scene.house.vault(JobHouse.EAST, "other");
        keys().disable(home());

        scene.assertRestores(scene.house.completed(scene.house.backUp("other")));
    }

    private static void assertFailed(Failure why, String message) {
        assertThat(why.message()).isEqualTo(message);
        assertThat(why.category()).isEqualTo(MessageCategory.INVALID_PARAMETERS);
    }

    private void rotate(Vault vault) {
        keys().rotate(scene.house.vaults.findById(vault.id()).orElseThrow());
        scene.house.upkeep.renewWraps(vault.id());
    }

    private VaultKeyVersions keys() {
        return scene.house.vaults.keys();
    }

    private Vault home() {
        return scene.house.home();
    }

    private Vault away() {
        return scene.house.vaults.findById(scene.away.id()).orElseThrow();
    }

    private List<String> wraps() {
        return scene.at(CopyScene.EAST).list("points/" + scene.point.id() + "/").stream()
                .filter(name -> name.contains("/wrap-"))
                .toList();
    }

    private String wrap(int n) {
        return "points/" + scene.point.id() + "/wrap-" + n;
    }

    private List<String> keyRecords(Vault vault) {
        return keyRecords(scene.at(CopyScene.EAST), vault);
    }

    private static List<String> keyRecords(BlobStore blobs, Vault vault) {
        return blobs.list("keys/").stream()
                .filter(name -> name.contains(vault.key().id()))
                .toList();
    }

    private static String record(Vault vault, int version) {
        return "keys/" + vault.key().id() + "-" + version;
    }
}
