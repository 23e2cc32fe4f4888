package org.copyhold.control.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.control.call.Tokens;
import org.copyhold.control.copy.gate.LifecycleGate;
import org.copyhold.control.copy.gate.PointStateGate;
import org.copyhold.control.copy.gate.RoleGate;
import org.copyhold.control.event.Events;
import org.copyhold.control.event.Journal;
import org.copyhold.control.job.Acceptance;
import org.copyhold.control.job.Failure;
import org.copyhold.control.job.MessageCategory;
import org.copyhold.control.job.Progress;
import org.copyhold.control.job.Roles;
import org.copyhold.control.job.Ticket;
import org.copyhold.control.job.WaitingQueue;
import org.copyhold.control.key.FakeKeyring;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.point.RecoveryPoints;
import org.copyhold.control.point.SamplePoints;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.MissingVault;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.VaultName;
import org.copyhold.control.vault.VaultOrder;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Arn;
import org.copyhold.kit.BackupException;
import org.copyhold.kit.Caller;
import org.copyhold.kit.ErrorCode;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** What copy jobs promise beyond AWS's, on any database: to be stopped, timed, and made once. */
abstract class ExtendedCopiesContract {
    private static final Caller CALLER = new Caller("123456789012", "us-east-1", "testing");
    private static final Caller WEST = new Caller("123456789012", "eu-west-1", "testing");
    private static final Arn ROLE = Arn.of("iam", "", "123456789012", "role/Backup");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir Path folder;

    private final ServiceClock clock = new ServiceClock(() -> START);
    private final WaitingQueue queue = new WaitingQueue();
    private Database database;
    private Vaults vaults;
    private RecoveryPoints points;
    private CopyJobs copies;
    private RecoveryPoint point;
    private Vault away;

    abstract Database open(Path folder);

    @BeforeEach
    void openAll() {
        database = open(folder);
        vaults = new Vaults(database, new FakeKeyring(), clock, MissingVault.ACCESS_DENIED);
        var journal = new Journal(database, Events.NONE);
        points = new RecoveryPoints(journal);
        var gates =
                new Gates(
                        List.of(
                                new RoleGate(new Roles(Set.of())),
                                new PointStateGate(),
                                new LifecycleGate(clock)),
                        List.of());
        copies =
                new CopyJobs(
                        journal,
                        new Acceptance(database, new Tokens(database), queue),
                        new CopySources(new CopyRules(new CopyPlans(vaults, points), gates), clock),
                        queue,
                        clock);
        away = vault(WEST, "away");
        point = SamplePoints.in(vault(CALLER, "home")).make();
        points.add(point);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Vault vault(Caller caller, String name) {
        return vaults.create(new VaultOrder(caller, new VaultName(name), null, null, Tags.NONE));
    }

    @Test
    void aStoppedJobHasFailedAtOnceAndCannotBeStoppedOrCompletedAnyMore() {
        var waiting = copies.accept(order(null));
        var running = copies.accept(order(null));
        var worked = stored(running.in(((CopyState.Created) running.state()).started(START)));
        copies.moved(running.id(), new Progress(10, 4, 3, 4), 2);

        copies.stop(waiting);
        copies.stop(running);

        assertThat(queue.nudged).containsExactly(waiting.id(), running.id());
        for (var id : List.of(waiting.id(), running.id())) {
            var stopped = copies.find(id).orElseThrow();
            assertThat(((CopyState.Failed) stopped.state()).why())
                    .isEqualTo(
                            new Failure(
                                    MessageCategory.MISCELLANEOUS,
                                    "Copy job was stopped by user."));
            assertThatThrownBy(() -> copies.stop(stopped))
                    .isInstanceOfSatisfying(
                            BackupException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                    .hasMessage("Copy job " + id + " has ended (FAILED) and cannot be stopped.");
        }
        assertThat(copies.progress(running.id())).contains(new Progress(10, 4, 3, 4));
        assertThat(copies.store(worked)).isFalse();
    }

    @Test
    void howFastACopyIsTellsHowLongItWillTake() {
        var job = copies.accept(order(null));
        stored(job.in(((CopyState.Created) job.state()).started(START)));

        copies.moved(job.id(), new Progress(1000, 100, 300, 100), 200);

        var running = (CopyState.Running) copies.find(job.id()).orElseThrow().state();
        assertThat(running.bytesPerSecond()).isEqualTo(200);
        assertThat(running.left()).contains(Duration.ofSeconds(3));
        assertThat(running.resumed().left()).isEmpty();
    }

    @Test
    void aJobThatWaitsOrRunsToMakeTheCopyIsToldOf() {
        var first = copies.acceptOnce(order(null));
        var job = copies.find(first.job()).orElseThrow();

        assertThat(first).isEqualTo(Ticket.of(job));
        assertThat(copies.acceptOnce(order(null))).isEqualTo(first);
        stored(job.in(((CopyState.Created) job.state()).started(START)));
        assertThat(copies.acceptOnce(order(null))).isEqualTo(first);
        assertThat(queue.jobs).containsExactly(first.job());

        copies.stop(copies.find(first.job()).orElseThrow());
        assertThat(copies.acceptOnce(order(null))).isNotEqualTo(first);
    }

    @Test
    void aCopyThatIsThereIsToldOfByItsJobAsLongAsItIsThere() {
        var job = copies.accept(order(null));
        var copy = complete(job);

        assertThat(copies.acceptOnce(order(null))).isEqualTo(Ticket.of(job));
        assertThat(copies.accept(order(null)).id()).isNotEqualTo(job.id());
        copies.clear();
        assertThat(copies.acceptOnce(order(null)))
                .isEqualTo(new Ticket(job.id(), job.createdAt(), false));
        points.startDeleting(copy.id());
        assertThat(copies.acceptOnce(order(null)).job()).isNotEqualTo(job.id());
    }

    @Test
    void aCopyInAnotherVaultOrOfAnotherPointIsAnother() {
        var other = SamplePoints.in(vault(CALLER, "other")).make();
        points.add(other);
        complete(copies.accept(order(null)));

        var elsewhere = vault(WEST, "elsewhere");
        var there = copies.acceptOnce(order(point, "home", elsewhere, null));
        var otherPoint = copies.acceptOnce(order(other, "other", away, null));

        assertThat(queue.jobs).hasSize(3).contains(there.job(), otherPoint.job());
    }

    @Test
    void aTokenStaysWithTheJobThatWasToldOf() {
        var job = copies.accept(order(null));
        complete(job);

        assertThat(copies.acceptOnce(order("token"))).isEqualTo(Ticket.of(job));
        points.startDeleting(job.copyId());

        assertThat(copies.acceptOnce(order("token"))).isEqualTo(Ticket.of(job));
        assertThatThrownBy(() -> copies.accept(order("token")))
                .isInstanceOfSatisfying(
                        BackupException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void ofManyCallsAtOnceOneMakesAJob() throws Exception {
        var tickets = new HashSet<Ticket>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Ticket> call = () -> copies.acceptOnce(order(null));
            var calls = IntStream.range(0, 30).mapToObj(_ -> call).toList();
            for (var answer : callers.invokeAll(calls)) {
                tickets.add(answer.get());
            }
        }
        assertThat(tickets).hasSize(1);
        assertThat(queue.jobs).containsExactly(tickets.iterator().next().job());
    }

    private RecoveryPoint complete(CopyJob job) {
        var running = ((CopyState.Created) job.state()).started(START);
        var now = stored(job.in(running));
        var sample = SamplePoints.in(away).make();
        var copy =
                new RecoveryPoint(
                        job.copyId(),
                        job.copy(),
                        sample.home(),
                        sample.origin(),
                        sample.dates(),
                        sample.sizeBytes(),
                        sample.metadata(),
                        sample.state());
        points.add(copy);
        copies.made(now);
        var copied = new Copied("arn:key", Lifecycle.NONE, false, "V1");
        stored(now.in(running.completed(START, copied, Progress.NONE)));
        return copy;
    }

    private CopyJob stored(CopyJob job) {
        assertThat(copies.store(job)).isTrue();
        return job.stored();
    }

    private CopyOrder order(@Nullable String token) {
        return order(point, "home", away, token);
    }

    private static CopyOrder order(
            RecoveryPoint source, String vault, Vault to, @Nullable String token) {
        return new CopyOrder(
                CALLER,
                source.arn(),
                new VaultName(vault),
                to.arn(),
                ROLE,
                AskedLifecycle.INHERITED,
                token);
    }
}
