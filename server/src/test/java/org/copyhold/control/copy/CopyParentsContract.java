package org.copyhold.control.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import org.copyhold.control.job.Failure;
import org.copyhold.control.job.JobFilter;
import org.copyhold.control.job.JobLog;
import org.copyhold.control.job.Kinship;
import org.copyhold.control.job.Progress;
import org.copyhold.control.point.Composition;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.NewComposite;
import org.copyhold.control.point.Origin;
import org.copyhold.control.point.PointStatus;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.point.SamplePoints;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.Vault;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Page;
import org.copyhold.kit.Refusals;
import org.copyhold.sql.Database;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the keeper of copy jobs promises of copies of composites, whatever the database. */
abstract class CopyParentsContract {
    private static final Arn STACK =
            Arn.of("cloudformation", "us-east-1", "123456789012", "stack/shop/1");

    @TempDir Path folder;

    private CopyHouse house;
    private CopyJobs copies;
    private Vault stacks;

    abstract Database open(Path folder);

    @BeforeEach
    void openAll() {
        house = new CopyHouse(open(folder));
        copies = house.copies;
        stacks = house.vault(CopyHouse.EAST, "stacks");
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aCompositeIsCopiedByAJobForEachOfItsParts() {
        var parent = accept(composite("EFS", "EFS"));

        assertThat(parent.kinship()).isEqualTo(new Kinship.Parent(2, ""));
        assertThat(parent.source().resourceType()).isEqualTo("CloudFormation");
        assertThat(copies.find(parent.id())).contains(parent);
        var children = children(parent);
        assertThat(children)
                .extracting(CopyJob::kinship)
                .containsExactlyInAnyOrder(
                        new Kinship.Child(parent.id(), place(parent, "Part0")),
                        new Kinship.Child(parent.id(), place(parent, "Part1")));
        assertThat(house.queue.jobs)
                .containsExactlyInAnyOrderElementsOf(children.stream().map(CopyJob::id).toList());
        assertThat(copies.tally(parent).byState()).isEqualTo(Map.of("CREATED", 2L));
    }

    @Test
    void aPartWhoseTypeCannotBeCopiedIsLeftOut() {
        var parent = accept(composite("EFS", "DynamoDB"));

        var left = ((Kinship.Parent) parent.kinship()).gaps();
        assertThat(left)
                .startsWith("Part1 was left out: Copy job from us-east-1 to eu-west-1")
                .contains("DynamoDB resources. Feature is not supported");
        var child = children(parent).getFirst();
        complete(child);
        var ended = (CopyState.Partial) state(parent);
        assertThat(ended.issues().message()).isEqualTo("1 of 1 nested jobs completed. " + left);
        assertThat(copyOf(parent).status()).isEqualTo(PointStatus.PARTIAL);
    }

    @Test
    void ofManyPartsLeftOutTenAreNamedAndTheLogNamesAll() {
        var types = new String[26];
        Arrays.fill(types, 0, 13, "DynamoDB");
        Arrays.fill(types, 13, 26, "EFS");
        var parent = accept(composite(types));
        var log = new JobLog(house.database);

        assertThat(((Kinship.Parent) parent.kinship()).gaps()).endsWith(" And 3 more.");
        assertThat(log.read(parent.id(), 0, 100)).hasSize(13);
        for (var child : children(parent)) {
            fail(child, "Copy job failed because of " + child.id());
        }
        var why = ((CopyState.Failed) state(parent)).why().message();
        assertThat(why).startsWith("0 of 13 nested jobs completed. Part");
        assertThat(why.split("because of", -1)).hasSize(11);
        assertThat(log.read(parent.id(), 0, 100))
                .hasSize(26)
                .last()
                .satisfies(line -> assertThat(line.text()).contains(": Copy job failed"));
    }

    @Test
    void aCompositeOfWhichNoPartCanBeCopiedIsRefused() {
        house.refuses(
                order(composite("DynamoDB", "Redshift"), null),
                INVALID_REQUEST,
                "cannot be initiated for DynamoDB resources");
        assertThat(house.queue.jobs).isEmpty();
    }

    @Test
    void aParentIsAsFarAsItsChildren() {
        var parent = accept(composite("EFS", "EFS"));
        var first = children(parent).getFirst();
        var second = children(parent).getLast();
        house.clock.advance(Duration.ofMinutes(1));

        var running = start(first);
        var began = house.clock.instant();
        assertThat(state(parent)).isEqualTo(new CopyState.Running(began, Progress.NONE, 0));
        finish(running);
        assertThat(state(parent).name()).isEqualTo("RUNNING");
        assertThat(house.points.composites().bringBack()).isZero();
        assertThat(house.points.findById(parent.copyId())).isEmpty();
        house.clock.advance(Duration.ofMinutes(1));
        complete(second);

        var ended = (CopyState.Completed) state(parent);
        assertThat(ended.startedAt()).isEqualTo(began);
        assertThat(ended.endedAt()).isEqualTo(house.clock.instant());
        assertThat(ended.progress().movedBytes()).isEqualTo(20);
        assertThat(ended.copy().tier()).isEqualTo("V1");
        assertThat(copies.tally(parent).byState()).isEqualTo(Map.of("COMPLETED", 2L));
        var copy = copyOf(parent);
        assertThat(copy.status()).isEqualTo(PointStatus.COMPLETED);
        assertThat(copy.origin().sourceVault()).isEqualTo(stacks.arn());
        assertThat(copy.tags().byKey()).containsEntry("team", "shop");
        assertThat(house.points.composites().members(copy.arn())).hasSize(2);
    }

    @Test
    void aChildThatFailsFailsItselfAloneAndTheParentSaysSo() {
        var parent = accept(composite("EFS", "EFS"));
        var children = children(parent);
        complete(children.getFirst());
        fail(children.getLast(), "Copy job failed because of something.");

        var ended = (CopyState.Partial) state(parent);
        assertThat(ended.issues().message())
                .startsWith("1 of 2 nested jobs completed. Part")
                .endsWith(": Copy job failed because of something.");
        assertThat(copyOf(parent).status()).isEqualTo(PointStatus.PARTIAL);
        assertThat(copies.tally(parent).byState()).isEqualTo(Map.of("COMPLETED", 1L, "FAILED", 1L));
    }

    @Test
    void whereAllChildrenFailTheParentDoesForTheirReason() {
        var parent = accept(composite("EFS", "EFS"));
        children(parent).forEach(child -> fail(child, "There is no such vault."));

        var failed = (CopyState.Failed) state(parent);
        assertThat(failed.why()).isEqualTo(Failure.of("There is no such vault."));
        assertThat(house.points.findById(parent.copyId())).isEmpty();
    }

    @Test
    void aStoppedParentStopsItsChildren() {
        var parent = accept(composite("EFS", "EFS"));
        start(children(parent).getFirst());

        copies.stop(parent);

        assertThat(state(parent)).isInstanceOf(CopyState.Failed.class);
        assertThat(((CopyState.Failed) state(parent)).why()).isEqualTo(CopyState.Failed.STOPPED);
        assertThat(children(parent)).extracting(it -> it.state().name()).containsOnly("FAILED");
        assertThat(house.queue.nudged).hasSize(2);
        var now = copies.find(parent.id()).orElseThrow();
        Refusals.refuses(INVALID_REQUEST, "has ended (FAILED)", () -> copies.stop(now));
    }

    @Test
    void whatHadCompletedWhenAParentWasStoppedStays() {
        var parent = accept(composite("EFS", "EFS"));
        complete(children(parent).getFirst());

        copies.stop(copies.find(parent.id()).orElseThrow());

        var ended = (CopyState.Partial) state(parent);
        assertThat(ended.issues().message()).contains("Copy job was stopped by user.");
        assertThat(house.points.composites().members(parent.copy())).hasSize(1);
    }

    @Test
    void theTokenOfAParentStandsForAllOfIt() {
        var source = composite("EFS", "EFS");
        var parent = copies.accept(order(source, "t"));
        var again = copies.accept(order(source, "t"));

        assertThat(again).isEqualTo(parent);
        assertThat(house.queue.jobs).hasSize(2);
        assertThat(copies.acceptOnce(order(source, null)).job()).isEqualTo(parent.id());
        assertThat(copies.acceptOnce(order(source, null)).isParent()).isTrue();
        children(parent).forEach(this::complete);
        assertThat(copies.acceptOnce(order(source, null)).job()).isEqualTo(parent.id());
        assertThat(house.queue.jobs).hasSize(2);
    }

    @Test
    void aCopyOfAPartialCompositeIsPartial() {
        var source = composite("EFS", "EFS");
        house.points.composites().disassociate(parts(source).getFirst());

        var parent = accept(house.points.findById(source.id()).orElseThrow());
        children(parent).forEach(this::complete);

        assertThat(((CopyState.Partial) state(parent)).issues().message())
                .isEqualTo(
                        "1 of 1 nested jobs completed. The recovery point that was copied is"
                                + " PARTIAL itself.");
    }

    @Test
    void childrenThatEndAtOnceEndTheirParentOnce() throws Exception {
        for (var round = 0; round < 5; round++) {
            var parent = accept(composite("EFS", "EFS", "EFS"));
            var threads =
                    children(parent).stream()
                            .map(child -> Thread.ofVirtual().start(() -> complete(child)))
                            .toList();
            for (var thread : threads) {
                thread.join();
            }
            assertThat(state(parent)).isInstanceOf(CopyState.Completed.class);
            assertThat(house.points.composites().members(parent.copy())).hasSize(3);
        }
    }

    @Test
    void childrenAreForgottenWithTheirParentAndNotBefore() {
        var parent = accept(composite("EFS", "EFS"));
        var children = children(parent);
        fail(children.getFirst(), "early");
        house.clock.advance(Duration.ofDays(10));
        fail(children.getLast(), "late");

        assertThat(copies.forget(CopyHouse.START.plus(Duration.ofDays(5)), 10)).isEmpty();
        var end = CopyHouse.START.plus(Duration.ofDays(11));
        assertThat(copies.forget(end, 10)).contains(parent.id());
        copies.forget(end, 10);
        assertThat(copies.find(parent.id())).isEmpty();
        assertThat(children(parent)).isEmpty();
    }

    @Test
    void whatStopsAParentsEndUndoesTheEndOfItsLastChild() {
        var parent = accept(composite("EFS", "EFS"));
        complete(children(parent).getFirst());
        var last = children(parent).getLast();
        var running = start(last);
        house.refuseComposites = true;

        assertThatThrownBy(() -> finish(running)).hasMessage("The machine stops.");

        assertThat(state(last)).isInstanceOf(CopyState.Running.class);
        assertThat(state(parent)).isInstanceOf(CopyState.Running.class);
        assertThat(house.points.findById(last.copyId())).isEmpty();
        assertThat(house.points.findById(parent.copyId())).isEmpty();
        house.refuseComposites = false;
        finish(running);
        assertThat(state(parent)).isInstanceOf(CopyState.Completed.class);
    }

    private CopyJob accept(RecoveryPoint source) {
        return copies.accept(order(source, null));
    }

    private CopyOrder order(RecoveryPoint source, @Nullable String token) {
        return house.order(source, house.away, AskedLifecycle.INHERITED, token);
    }

    /** A composite in vault "stacks" with a part of each of these types. */
    private RecoveryPoint composite(String... types) {
        var id = UUID.randomUUID().toString();
        var arn = Arn.of("backup", "us-east-1", "123456789012", "recovery-point:" + id);
        for (var i = 0; i < types.length; i++) {
            var place = new Composition.Member(arn, STACK, "Part" + i);
            house.points.add(
                    SamplePoints.in(stacks)
                            .of("0000000" + i)
                            .ofType(types[i])
                            .living(Lifecycle.NONE)
                            .within(place)
                            .make());
        }
        var origin = new Origin(STACK, "CloudFormation", "shop", CopyHouse.ROLE.toString(), null);
        var tags = Tags.of(Map.of("team", "shop"));
        var wanted =
                new NewComposite(
                        id,
                        origin,
                        null,
                        CopyHouse.START,
                        CopyHouse.START,
                        tags,
                        types.length,
                        true);
        return house.points.composites().make(arn, wanted).orElseThrow();
    }

    private List<RecoveryPoint> parts(RecoveryPoint composite) {
        return house.points.composites().members(composite.arn());
    }

    private List<CopyJob> children(CopyJob parent) {
        var always = JobFilter.Period.ALWAYS;
        var filter =
                new CopyFilter(
                        new JobFilter(null, null, null, always, always, null, parent.id()),
                        null,
                        null);
        return copies.list("123456789012", "us-east-1", filter, new Page(100, null)).rows();
    }

    private static Composition.Member place(CopyJob parent, String name) {
        return new Composition.Member(parent.copy(), STACK, name);
    }

    private CopyState state(CopyJob job) {
        return copies.find(job.id()).orElseThrow().state();
    }

    private RecoveryPoint copyOf(CopyJob job) {
        return house.points.findById(job.copyId()).orElseThrow();
    }

    private CopyJob start(CopyJob child) {
        return house.stored(child.in(new CopyState.Created().started(house.clock.instant())));
    }

    private void complete(CopyJob child) {
        finish(start(child));
    }

    /** As a worker does it: the recovery point and the job's end in one transaction. */
    private void finish(CopyJob running) {
        var copied = new Copied(house.away.encryptionKeyArn(), Lifecycle.NONE, false, "V1");
        var state = (CopyState.Running) running.state();
        var done = state.completed(house.clock.instant(), copied, new Progress(10, 10, 0, 10));
        house.database.write(
                _ -> {
                    house.points.add(made(running));
                    return copies.store(running.in(done));
                });
    }

    private RecoveryPoint made(CopyJob job) {
        var sample =
                SamplePoints.in(house.away)
                        .living(Lifecycle.NONE)
                        .within(job.kinship().composition())
                        .make();
        return new RecoveryPoint(
                job.copyId(),
                job.copy(),
                sample.home(),
                sample.origin(),
                sample.dates(),
                sample.sizeBytes(),
                sample.metadata(),
                sample.state());
    }

    private void fail(CopyJob child, String why) {
        var state = new CopyState.Created().failed(house.clock.instant(), Failure.of(why));
        assertThat(copies.store(child.in(state))).isTrue();
    }
}
