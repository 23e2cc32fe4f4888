package org.copyhold.control.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.copyhold.api.Refusals.assertRefused;
import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import org.copyhold.control.event.Events;
import org.copyhold.control.event.Journal;
import org.copyhold.control.key.FakeKeyring;
import org.copyhold.control.key.SealedKey;
import org.copyhold.control.point.RecoveryPoints;
import org.copyhold.control.point.SamplePoints;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Caller;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;

/** What is kept of the versions of vaults' keys, and until when. */
abstract class VaultKeyVersionsContract {
    private static final Caller CALLER = new Caller("123456789012", "us-east-1", "testing");

    @TempDir Path folder;
    private Database database;
    private Vaults vaults;
    private VaultKeyVersions keys;
    private RecoveryPoints points;
    private Vault vault;

    abstract Database open(Path folder);

    @BeforeEach
    void openKeepers() {
        database = open(folder);
        var clock = new ServiceClock(() -> Instant.parse("2026-01-01T00:00:00Z"));
        vaults = new Vaults(database, new FakeKeyring(), clock, MissingVault.ACCESS_DENIED);
        keys = vaults.keys();
        points = new RecoveryPoints(new Journal(database, Events.NONE));
        vault = vaults.create(new VaultOrder(CALLER, new VaultName("home"), null, null, Tags.NONE));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theNewVersionIsTheVaultsAndTheOneBeforeStaysToBeFound() {
        var before = vault.key();

        assertThat(keys.rotate(vault)).isEqualTo(2);

        assertThat(found().key().version()).isEqualTo(2);
        assertThat(found().key().id()).isEqualTo(before.id());
        assertThat(find(1)).isEqualTo(before.sealed());
        assertThat(find(2)).isEqualTo(found().key().sealed()).isNotEqualTo(before.sealed());
        assertThat(keys.find(vault.id(), before.id(), 3)).isEmpty();
        assertThat(keys.find("another vault", before.id(), 1)).isEmpty();
        assertThat(keys.rotated()).containsExactly(vault.id());
        assertThat(found().encryptionKeyArn()).isEqualTo(vault.encryptionKeyArn());
        assertThat(vaults.records().unwritten("", 10)).hasSize(1);
    }

    @Test
    void ofTwoRotationsOfOneVersionOneIsRefusedAndLeavesNothing() {
        keys.rotate(vault);
        assertRefused(() -> keys.rotate(vault), INVALID_REQUEST, "changed in this moment");

        assertThat(found().key().version()).isEqualTo(2);
        assertThat(keys.earlier(vault.id())).extracting(SealedKey::version).containsExactly(1);
    }

    @Test
    void earlierVersionsAreNeededUntilAllIsWrappedAnewAndTheStoreKnowsIt() {
        var ids = Stream.of(add(), add()).sorted().toList();
        var one = ids.getFirst();
        var other = ids.getLast();
        keys.rotate(vault);
        assertThat(keys.unwrapped(vault.id(), "", 10)).containsExactly(one, other);
        assertThat(keys.unwrapped(vault.id(), one, 10)).containsExactly(other);
        assertThat(keys.unwrapped(vault.id(), "", 1)).containsExactly(one);

        keys.wrapped(one, 2);
        assertThat(keys.unwrapped(vault.id(), "", 10)).containsExactly(other);
        points.startDeleting(other);
        assertThat(keys.unwrapped(vault.id(), "", 10)).isEmpty();
        assertThat(keys.needless(found())).isEmpty();
        vaults.records().written(vault.id(), found().version());
        assertThat(keys.needless(found())).extracting(SealedKey::version).containsExactly(1);

        keys.needless(found()).forEach(keys::forget);
        assertThat(keys.rotated()).isEmpty();
        assertThat(keys.find(vault.id(), vault.key().id(), 1)).isEmpty();
    }

    @Test
    void aVersionRotatedAwayMeanwhileIsNotAmongThoseThatNothingNeeds() {
        var point = add();
        keys.rotate(vault);
        var looked = found();
        keys.wrapped(point, 2);
        keys.rotate(looked);
        vaults.records().written(vault.id(), found().version());

        assertThat(keys.earlier(vault.id())).extracting(SealedKey::version).containsExactly(1, 2);
        assertThat(keys.needless(looked)).extracting(SealedKey::version).containsExactly(1);
        assertThat(keys.needless(found())).isEmpty();
    }

    @Test
    void whatIsWrappedUnderAnEarlierVersionIsNeverTakenForNewer() {
        var point = add();
        keys.wrapped(point, 2);
        keys.wrapped(point, 1);
        keys.rotate(vault);

        assertThat(keys.unwrapped(vault.id(), "", 10)).isEmpty();
        keys.rotate(found());
        assertThat(keys.unwrapped(vault.id(), "", 10)).containsExactly(point);
        assertThat(keys.earlier(vault.id())).extracting(SealedKey::version).containsExactly(1, 2);
    }

    @Test
    void aVersionThatAStoreHasIsTakenUpBeforeTheNewestOrAsTheNewest() {
        var first = vault.key();
        keys.rotate(vault);
        keys.earlier(vault.id()).forEach(keys::forget);
        var second = found().key();

        assertThat(keys.bringBack(vault.id(), first)).isTrue();
        assertThat(keys.bringBack(vault.id(), second)).isTrue();
        assertThat(keys.earlier(vault.id())).extracting(SealedKey::version).containsExactly(1);

        var fourth = new SealedKey(first.id(), 4, new byte[] {4});
        assertThat(keys.bringBack(vault.id(), fourth)).isTrue();
        assertThat(found().key().version()).isEqualTo(4);
        assertThat(found().key().sealed()).isEqualTo(fourth.sealed());
        assertThat(keys.earlier(vault.id())).extracting(SealedKey::version).containsExactly(1, 2);
        assertThat(vaults.records().unwritten("", 10)).hasSize(1);
    }

    @Test
    void anotherKeyOfAVersionThatIsThereIsNotTakenUp() {
        var first = vault.key();
        keys.rotate(vault);
        for (var version : new int[] {1, 2}) {
            var other = new SealedKey(first.id(), version, new byte[] {9});
            assertThat(keys.bringBack(vault.id(), other)).isFalse();
        }
        assertThat(find(1)).isEqualTo(first.sealed());
        assertThat(find(2)).isEqualTo(found().key().sealed());
    }

    @Test
    void aDisabledKeyIsShownIsNotRotatedAndMayBeEnabledAgain() {
        keys.disable(vault);
        var version = found().version();
        keys.disable(vault);

        assertThat(found().isKeyDisabled()).isTrue();
        assertThat(found().version()).isEqualTo(version).isGreaterThan(vault.version());
        assertThat(vaults.records().of(vault.id()).orElseThrow().labels())
                .containsEntry("keyDisabled", "2026-01-01T00:00:00Z");
        assertRefused(() -> keys.rotate(found()), INVALID_REQUEST, "disabled");
        assertRefused(() -> keys.rotate(vault), INVALID_REQUEST, "changed in this moment");
        keys.enable(vault);
        keys.enable(vault);
        assertThat(found().isKeyDisabled()).isFalse();
        assertThat(found().version()).isEqualTo(version + 1);
        assertThat(keys.rotate(found())).isEqualTo(2);
    }

    @Test
    void listsShowAKeyThatWasDisabledSince() {
        assertThat(keys.vaults()).extracting(Vault::isKeyDisabled).containsExactly(false);
        keys.disable(vault);
        assertThat(keys.vaults()).extracting(Vault::isKeyDisabled).containsExactly(true);
    }

    @Test
    void theVersionsOfAVaultThatIsDeletedAreForgotten() {
        keys.rotate(vault);
        vaults.delete(found());

        assertThat(keys.rotated()).isEmpty();
        assertThat(keys.earlier(vault.id())).isEmpty();
    }

    private String add() {
        var point = SamplePoints.in(vault).make();
        points.add(point);
        return point.id();
    }

    private byte[] find(int version) {
        return keys.find(vault.id(), vault.key().id(), version).orElseThrow().sealed();
    }

    private Vault found() {
        return vaults.require(CALLER, "home");
    }
}
