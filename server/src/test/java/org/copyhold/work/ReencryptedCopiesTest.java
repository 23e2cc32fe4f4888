package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.control.copy.AskedLifecycle;
import org.copyhold.control.copy.CopyJob;
import org.copyhold.control.copy.CopyOptions;
import org.copyhold.control.copy.CopyOrder;
import org.copyhold.control.copy.CopyState;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.VaultName;
import org.copyhold.control.vault.VaultOrder;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.pack.Footer;
import org.copyhold.store.pack.PackEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** Copy jobs whose copies are sealed anew. */
final class ReencryptedCopiesTest {
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
    void aCopyOfWhichThatIsAskedSharesNoFrameWithItsSourceAndIsRestored() {
        var job = reencryptedCopy();

        var copy = scene.completed(job);

        assertThat(sids(CopyScene.WEST))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(sids(CopyScene.EAST));
        assertThat(completed(job).copy().tier()).isEqualTo("V2");
        assertThat(completed(job).progress().movedBytes()).isGreaterThan(5_000_000);
        assertThat(copy.lifecycle()).isEqualTo(CopyScene.LIFECYCLE);
        assertThat(copy.metadata()).isEqualTo(scene.point.metadata());
        scene.delete(scene.point);
        scene.assertRestores(copy);
    }

    @Test
    void aSecondOneMovesNothing() {
        scene.completed(reencryptedCopy());

        var again = reencryptedCopy();

        scene.assertRestores(scene.completed(again));
        assertThat(completed(again).progress().movedBytes()).isZero();
    }

    @Test
    void aVaultMayHaveAllItsCopiesSealedAnew() {
        var vault = reencrypting();
        assertThat(scene.house.vaults.records().of(vault.id()).orElseThrow().labels())
                .containsEntry("reencrypts", "true");

        scene.assertRestores(scene.completed(scene.copyTo(vault)));

        assertThat(sids(CopyScene.WEST)).doesNotContainAnyElementsOf(sids(CopyScene.EAST));
    }

    @Test
    void oneThatIsInterruptedGoesOnAfterTheRestart() throws Exception {
        var west = scene.at(CopyScene.WEST);
        var job = scene.heldCopy(west, reencrypting());

        scene.house.close();
        west.release();
        scene.restart();

        scene.assertRestores(scene.completed(job));
        assertThat(sids(CopyScene.WEST)).doesNotContainAnyElementsOf(sids(CopyScene.EAST));
    }

    private CopyJob reencryptedCopy() {
        return scene.house.copies.accept(
                new CopyOrder(
                                JobHouse.EAST,
                                scene.point.arn(),
                                new VaultName(scene.point.home().vaultName()),
                                scene.away.arn(),
                                JobHouse.ROLE,
                                AskedLifecycle.INHERITED,
                                null)
                        .with(new CopyOptions(true, false)));
    }

    private Vault reencrypting() {
        return scene.house.vaults.create(
                new VaultOrder(JobHouse.WEST, new VaultName("anew"), null, null, Tags.NONE, true));
    }

    private CopyState.Completed completed(CopyJob job) {
        return (CopyState.Completed) scene.house.copies.find(job.id()).orElseThrow().state();
    }

    private Set<Sid> sids(String store) {
        var blobs = scene.at(store).behind();
        return blobs.list("packs/").stream()
                .map(name -> name.substring(name.lastIndexOf('/') + 1))
                .flatMap(pack -> Footer.read(blobs, pack).entries().stream())
                .map(PackEntry::sid)
                .collect(Collectors.toSet());
    }
}
