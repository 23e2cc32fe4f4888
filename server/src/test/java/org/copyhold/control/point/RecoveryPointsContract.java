package org.copyhold.control.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.control.event.Events;
import org.copyhold.control.event.Journal;
import org.copyhold.control.key.FakeKeyring;
import org.copyhold.control.resource.ProtectedResource;
import org.copyhold.control.resource.ProtectedResources;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.MissingVault;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.VaultName;
import org.copyhold.control.vault.VaultOrder;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Caller;
import org.copyhold.kit.Page;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the keeper of recovery points promises, and what is read from its rows. */
abstract class RecoveryPointsContract {
    private static final Caller CALLER = new Caller("123456789012", "us-east-1", "testing");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir Path folder;
    private Database database;
    private Vaults vaults;
    private Vault vault;
    private RecoveryPoints points;

    abstract Database open(Path folder);

    @BeforeEach
    void openKeepers() {
        database = open(folder);
        vaults =
                new Vaults(
                        database,
                        new FakeKeyring(),
                        new ServiceClock(() -> START),
                        MissingVault.ACCESS_DENIED);
        vault = make("home");
        points = new RecoveryPoints(new Journal(database, Events.NONE));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aRecoveryPointIsFoundAsItWasAdded() {
        var point = SamplePoints.in(vault).at(START).tagged(Map.of("a", "b")).make();
        points.add(point);

        assertThat(points.find(vault.id(), point.arn())).contains(point);
        assertThat(points.find("123456789012", "us-east-1", point.arn())).contains(point);
        assertThat(points.findById(point.id())).contains(point);
        assertThat(points.find(make("other").id(), point.arn())).isEmpty();
        assertThat(points.find("210987654321", "us-east-1", point.arn())).isEmpty();
    }

    @Test
    void aVaultCountsItsRecoveryPointsAndIsKeptByThem() {
        var point = SamplePoints.in(vault).make();
        points.add(point);

        assertThat(vaults.require(CALLER, "home").points()).isEqualTo(1);
        assertThatThrownBy(() -> vaults.delete(vault))
                .hasMessage("Backup vault cannot be deleted because it contains recovery points.");
        points.remove(point);
        points.remove(point);
        assertThat(vaults.require(CALLER, "home").points()).isZero();
        vaults.delete(vault);
    }

    @Test
    void aRecoveryPointThatIsNotCommittedIsNotCounted() {
        assertThatThrownBy(
                        () ->
                                database.write(
                                        _ -> {
                                            points.add(SamplePoints.in(vault).make());
                                            throw new IllegalStateException("the store fails");
                                        }))
                .hasMessage("the store fails");

        assertThat(vaults.require(CALLER, "home").points()).isZero();
        assertThat(list(all())).isEmpty();
    }

    @Test
    void listsAreNewestFirstAndPagesSurviveDeletions() {
        for (var i = 0; i < 7; i++) {
            points.add(SamplePoints.in(vault).at(START.plusSeconds(i / 2)).make());
        }
        var seen = new ArrayList<RecoveryPoint>();
        var page = new Page(2, null);
        while (true) {
            var slice = points.list(vault.id(), all(), page);
            seen.addAll(slice.rows());
            slice.rows().forEach(points::remove);
            var last = slice.last();
            if (last == null) {
                break;
            }
            page = new Page(2, last);
        }

        assertThat(seen).hasSize(7).doesNotHaveDuplicates();
        assertThat(seen)
                .extracting(point -> point.dates().created())
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void filtersAreStrictAndJoined() {
        var old = SamplePoints.in(vault).at(START).make();
        var young = SamplePoints.in(vault).at(START.plusSeconds(10)).of("11111111").make();
        points.add(old);
        points.add(young);
        var resource = young.origin().resource();

        assertThat(list(new PointFilter(resource, null, null, null))).containsExactly(young);
        assertThat(list(new PointFilter(null, "EFS", null, null))).containsExactly(young, old);
        assertThat(list(new PointFilter(null, "EBS", null, null))).isEmpty();
        assertThat(list(new PointFilter(null, null, START.plusSeconds(10), null)))
                .containsExactly(old);
        assertThat(list(new PointFilter(null, null, null, START))).containsExactly(young);
        assertThat(list(new PointFilter(resource, "EFS", START.plusSeconds(10), null))).isEmpty();
        var everywhere = new Page(9, null);
        assertThat(points.listByResource("123456789012", "us-east-1", resource, everywhere).rows())
                .containsExactly(young);
        assertThat(points.listByResource("123456789012", "eu-west-1", resource, everywhere).rows())
                .isEmpty();
    }

    @Test
    void changedTagsAreOwedToTheStoreUntilItHasThem() {
        var point = SamplePoints.in(vault).make();
        points.add(point);
        assertThat(points.unwritten("", 9)).isEmpty();

        points.retag(point.id(), tags -> tags.with(Map.of("k", "v")));
        points.retag(point.id(), tags -> tags.with(Map.of("l", "w")));
        assertThat(points.unwritten("", 9)).hasSize(1);
        assertThat(points.unwritten(point.id(), 9)).isEmpty();
        assertThat(find(point).state().version()).isEqualTo(3);
        assertThat(find(point).state().labels()).containsEntry("tag:k", "v");

        points.written(point.id(), 2);
        assertThat(points.unwritten("", 9)).hasSize(1);
        points.written(point.id(), 3);
        points.written(point.id(), 2);
        assertThat(points.unwritten("", 9)).isEmpty();
    }

    @Test
    void aBegunDeletionIsRememberedUntilTheRowIsGone() {
        var point = SamplePoints.in(vault).make();
        points.add(point);
        points.retag(point.id(), tags -> tags.with(Map.of("k", "v")));

        assertThat(points.startDeleting(point.id())).isTrue();
        assertThat(points.startDeleting(point.id())).isTrue();
        assertThat(find(point).status()).isEqualTo(PointStatus.DELETING);
        assertThat(points.deleting("", 9)).hasSize(1);
        assertThat(points.unwritten("", 9)).isEmpty();

        points.remove(point);
        assertThat(points.deleting("", 9)).isEmpty();
        assertThat(points.startDeleting(point.id())).isFalse();
    }

    @Test
    void aDeletionEndsWithTheDisposalOfWhatWasThere() {
        var point = SamplePoints.in(vault).make();
        points.add(point);
        var disposed = new ArrayList<String>();
        var deletions =
                new Deletions(
                        points,
                        gone -> {
                            disposed.add(gone.id());
                            points.remove(gone);
                        });

        deletions.delete(point);
        deletions.delete(point);

        assertThat(disposed).containsExactly(point.id());
    }

    @Test
    void aResourceIsProtectedByItsNewestRecoveryPoint() {
        var resources = new ProtectedResources(database);
        var other = make("other");
        var first = SamplePoints.in(vault).at(START).make();
        var second = SamplePoints.in(other).at(START.plusSeconds(1)).make();
        var third = SamplePoints.in(vault).at(START).of("11111111").make();
        List.of(first, second, third).forEach(points::add);

        var page = resources.list("123456789012", "us-east-1", new Page(1, null));
        assertThat(page.rows())
                .extracting(ProtectedResource::lastPoint)
                .containsExactly(second.arn());
        assertThat(page.last()).isNotNull();
        assertThat(resources.list("123456789012", "us-east-1", new Page(1, page.last())).rows())
                .extracting(ProtectedResource::lastPoint)
                .containsExactly(third.arn());
        assertThat(resources.listByVault(vault.id(), new Page(9, null)).rows())
                .extracting(ProtectedResource::lastPoint)
                .containsExactly(first.arn(), third.arn());
        var resource = first.origin().resource();
        assertThat(resources.find("123456789012", "us-east-1", resource))
                .hasValueSatisfying(
                        found -> {
                            assertThat(found.lastVault()).isEqualTo(other.arn());
                            assertThat(found.lastBackupAt()).isEqualTo(START.plusSeconds(1));
                        });
        assertThat(resources.find("123456789012", "eu-west-1", resource)).isEmpty();
    }

    private List<RecoveryPoint> list(PointFilter filter) {
        return points.list(vault.id(), filter, new Page(9, null)).rows();
    }

    private RecoveryPoint find(RecoveryPoint point) {
        return points.findById(point.id()).orElseThrow();
    }

    private static PointFilter all() {
        return new PointFilter(null, null, null, null);
    }

    private Vault make(String name) {
        return vaults.create(new VaultOrder(CALLER, new VaultName(name), null, null, Tags.NONE));
    }
}
