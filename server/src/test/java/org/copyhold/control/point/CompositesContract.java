package org.copyhold.control.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;
import static org.copyhold.kit.Refusals.refuses;

import org.copyhold.control.event.Events;
import org.copyhold.control.event.Journal;
import org.copyhold.control.key.FakeKeyring;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.LockOrder;
import org.copyhold.control.vault.LockTime;
import org.copyhold.control.vault.MissingVault;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.VaultLocks;
import org.copyhold.control.vault.VaultName;
import org.copyhold.control.vault.VaultOrder;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Caller;
import org.copyhold.kit.Page;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

/** What the keeper of composite recovery points promises, whatever the database. */
abstract class CompositesContract {
    private static final Caller CALLER = new Caller("123456789012", "us-east-1", "testing");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Arn STACK =
            Arn.of("cloudformation", "us-east-1", "123456789012", "stack/shop/1");

    @TempDir Path folder;

    private final ServiceClock clock = new ServiceClock(() -> START);
    private final String id = UUID.randomUUID().toString();
    private final Arn arn = Arn.of("backup", "us-east-1", "123456789012", "recovery-point:" + id);
    private Database database;
    private Vaults vaults;
    private Vault vault;
    private RecoveryPoints points;
    private LifecycleChanges lifecycles;

    abstract Database open(Path folder);

    @BeforeEach
    void openKeeper() {
        database = open(folder);
        vaults = new Vaults(database, new FakeKeyring(), clock, MissingVault.ACCESS_DENIED);
        vault = vaults.create(new VaultOrder(CALLER, new VaultName("home"), null, null, Tags.NONE));
        var journal = new Journal(database, Events.NONE);
        points = new RecoveryPoints(journal);
        lifecycles = new LifecycleChanges(journal, points, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aCompositeIsWhatItsMembersMakeOfIt() {
        var files = member("Files", days(10));
        var more = member("More", days(50));

        var composite = make(2, Tags.of(Map.of("team", "shop")));

        assertThat(found()).isEqualTo(composite);
        assertThat(composite.status()).isEqualTo(PointStatus.COMPLETED);
        assertThat(composite.isComposite()).isTrue();
        assertThat(composite.sizeBytes()).isEqualTo(files.sizeBytes() + more.sizeBytes());
        assertThat(composite.lifecycle()).isEqualTo(days(50));
        assertThat(composite.home()).isEqualTo(files.home());
        assertThat(composite.tags().byKey()).containsEntry("team", "shop");
        assertThat(points.composites().members(arn)).containsExactly(files, more);
        assertThat(listed(new PointFilter(null, null, null, null, arn)))
                .containsExactlyInAnyOrder(files, more);
        assertThat(listed(new PointFilter(STACK, null, null, null))).containsExactly(composite);
        assertThat(count()).isEqualTo(3);
    }

    @Test
    void aCompositeEndsNoEarlierThanTheMemberThatLivesLongest() {
        member("Files", days(10));
        var later = sample("More", days(10)).at(START.plusSeconds(77)).make();
        points.add(later);

        var composite = make(2, Tags.NONE);

        assertThat(composite.dates().created()).isEqualTo(START);
        assertThat(composite.deleteAt()).isEqualTo(later.deleteAt()).isPresent();
        assertThat(found()).isEqualTo(composite);
        delete(later);
        assertThat(found().deleteAt()).contains(START.plus(Duration.ofDays(10)));
    }

    @Test
    void ofFewerMembersThanItShouldHaveItIsPartialAndOfNoneItIsNotMade() {
        assertThat(points.composites().make(arn, wanted(1, Tags.NONE))).isEmpty();
        assertThat(count()).isZero();
        member("Files", days(10));

        assertThat(make(2, Tags.NONE).status()).isEqualTo(PointStatus.PARTIAL);
    }

    @Test
    void withoutTagsOfItsOwnItHasThoseThatAllMembersHave() {
        points.add(sample("Files", days(1)).tagged(Map.of("a", "1", "b", "1")).make());
        points.add(sample("More", days(1)).tagged(Map.of("a", "1", "b", "2")).make());

        assertThat(make(2, null).tags().byKey()).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void aCompositeIsNotDeletedItGoesWithItsLastMember() {
        var files = member("Files", days(10));
        var more = member("More", days(50));
        make(2, Tags.NONE);

        refuses(INVALID_REQUEST, "Delete or disassociate", () -> points.startDeleting(id));
        delete(more);
        assertThat(found().status()).isEqualTo(PointStatus.PARTIAL);
        assertThat(found().lifecycle()).isEqualTo(days(10));
        delete(files);
        assertThat(points.findById(id)).isEmpty();
        assertThat(count()).isZero();
    }

    @Test
    void aMemberThatIsDisassociatedStaysAloneAndItsStateIsOwedToTheStore() {
        var files = member("Files", days(10));
        var more = member("More", days(50));
        make(2, Tags.NONE);

        points.composites().disassociate(more);

        var alone = points.findById(more.id()).orElseThrow();
        assertThat(alone.composition()).isEqualTo(new Composition.Single());
        assertThat(points.unwritten("", 10)).containsExactly(alone);
        assertThat(found().status()).isEqualTo(PointStatus.PARTIAL);
        refuses(
                INVALID_REQUEST,
                "not part of a composite",
                () -> points.composites().disassociate(alone));
        points.composites().disassociate(files);
        assertThat(points.findById(id)).isEmpty();
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void inALockedVaultNothingIsDisassociated() {
        var files = member("Files", days(10));
        make(1, Tags.NONE);
        new VaultLocks(database, new LockTime(database, clock))
                .put(
                        vault,
                        new LockOrder(OptionalInt.of(1), OptionalInt.empty(), OptionalInt.empty()));

        refuses(INVALID_REQUEST, "vault lock", () -> points.composites().disassociate(files));
        assertThat(found().status()).isEqualTo(PointStatus.COMPLETED);
    }

    @Test
    void itLivesAsLongAsTheMemberThatLivesLongestAndHasNoLifecycleOfItsOwn() {
        var files = member("Files", days(10));
        member("More", days(50));
        make(2, Tags.NONE);

        lifecycles.change(files.id(), days(90));
        assertThat(found().lifecycle()).isEqualTo(days(90));
        lifecycles.change(files.id(), Lifecycle.NONE);
        assertThat(found().lifecycle()).isEqualTo(Lifecycle.NONE);
        assertThat(found().status()).isEqualTo(PointStatus.COMPLETED);
        refuses(INVALID_REQUEST, "nested", () -> lifecycles.change(id, days(5)));
    }

    @Test
    void noDayOfItsOwnEndsACompositeNorIsItOwedToAStore() {
        member("Files", days(10));
        make(1, Tags.NONE);
        points.retag(id, _ -> Tags.of(Map.of("a", "b")));

        var due = new DuePoints(new Journal(database, Events.NONE), points);
        var late = START.plusSeconds(86_400 * 365);
        assertThat(due.forDeletion(late, DuePoints.START, 10)).hasSize(1);
        assertThat(points.unwritten("", 10)).isEmpty();
        assertThat(found().tags().byKey()).containsEntry("a", "b");
    }

    @Test
    void ofTwoLastMembersDeletedAtOnceTheSecondTakesTheCompositeWithIt() throws Exception {
        for (var round = 0; round < 10; round++) {
            var files = member("Files", days(10));
            var more = member("More", days(50));
            make(2, Tags.NONE);
            var one = Thread.ofVirtual().start(() -> points.remove(files));
            var other = Thread.ofVirtual().start(() -> points.remove(more));
            one.join();
            other.join();
            assertThat(points.findById(id)).isEmpty();
            assertThat(count()).isZero();
        }
    }

    @Test
    void aCompositeWhoseRowWasLostIsMadeAgainOfItsMembersAndIsPartial() {
        points.add(sample("Files", days(10)).tagged(Map.of("team", "shop")).make());
        points.add(sample("More", days(50)).tagged(Map.of("team", "shop", "x", "y")).make());

        assertThat(points.composites().bringBack()).isEqualTo(1);
        assertThat(points.composites().bringBack()).isZero();

        var back = found();
        assertThat(back.arn()).isEqualTo(arn);
        assertThat(back.status()).isEqualTo(PointStatus.PARTIAL);
        assertThat(back.origin().resource()).isEqualTo(STACK);
        assertThat(back.origin().resourceType()).isEqualTo("CloudFormation");
        assertThat(back.origin().resourceName()).isEqualTo("shop");
        assertThat(back.lifecycle()).isEqualTo(days(50));
        assertThat(back.tags().byKey()).isEqualTo(Map.of("team", "shop"));
        assertThat(count()).isEqualTo(3);
    }

    @Test
    void whatARebuildMadeOfFewerMembersGivesWayToWhatItsJobMakes() {
        member("Files", days(10));
        assertThat(points.composites().bringBack()).isEqualTo(1);
        member("More", days(50));

        var composite = make(2, Tags.NONE);

        assertThat(found()).isEqualTo(composite);
        assertThat(composite.status()).isEqualTo(PointStatus.COMPLETED);
        assertThat(count()).isEqualTo(3);
    }

    private RecoveryPoint member(String name, Lifecycle lifecycle) {
        var made = sample(name, lifecycle).make();
        points.add(made);
        return made;
    }

    private SamplePoints sample(String name, Lifecycle lifecycle) {
        return SamplePoints.in(vault)
                .at(START)
                .living(lifecycle)
                .within(new Composition.Member(arn, STACK, name));
    }

    private RecoveryPoint make(int members, @Nullable Tags tags) {
        return points.composites().make(arn, wanted(members, tags)).orElseThrow();
    }

    private NewComposite wanted(int members, @Nullable Tags tags) {
        var origin =
                new Origin(
                        STACK, "CloudFormation", "shop", "arn:aws:iam::123456789012:role/b", null);
        return new NewComposite(id, origin, null, START, START, tags, members, true);
    }

    private RecoveryPoint found() {
        return points.findById(id).orElseThrow();
    }

    private void delete(RecoveryPoint point) {
        points.startDeleting(point.id());
        points.remove(point);
    }

    private List<RecoveryPoint> listed(PointFilter filter) {
        return points.list(vault.id(), filter, new Page(Page.MAX_SIZE, null)).rows();
    }

    private long count() {
        return vaults.findById(vault.id()).orElseThrow().points();
    }

    private static Lifecycle days(int days) {
        return new Lifecycle(OptionalInt.empty(), OptionalInt.of(days));
    }
}
