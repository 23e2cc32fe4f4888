package org.copyhold.control.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.control.job.Failure;
import org.copyhold.control.job.MessageCategory;
import org.copyhold.control.job.Progress;
import org.copyhold.control.job.Ticket;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.point.SamplePoints;
import org.copyhold.kit.BackupException;
import org.copyhold.kit.ErrorCode;
import org.copyhold.sql.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** What copy jobs promise beyond AWS's, on any database: to be stopped, timed, and made once. */
abstract class ExtendedCopiesContract {
    @TempDir Path folder;

    private CopyHouse house;
    private CopyJobs copies;

    abstract Database open(Path folder);

    @BeforeEach
    void openAll() {
        house = new CopyHouse(open(folder));
        copies = house.copies;
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aStoppedJobHasFailedAtOnceAndCannotBeStoppedOrCompletedAnyMore() {
        var waiting = copies.accept(house.order());
        var running = copies.accept(house.order());
        var worked =
                house.stored(
                        running.in(((CopyState.Created) running.state()).started(CopyHouse.START)));
        copies.moved(running.id(), new Progress(10, 4, 3, 4), 2);

        copies.stop(waiting);
        copies.stop(running);

        assertThat(house.queue.nudged).containsExactly(waiting.id(), running.id());
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
        var job = copies.accept(house.order());
        house.stored(job.in(((CopyState.Created) job.state()).started(CopyHouse.START)));

        copies.moved(job.id(), new Progress(1000, 100, 300, 100), 200);

        var running = (CopyState.Running) copies.find(job.id()).orElseThrow().state();
        assertThat(running.bytesPerSecond()).isEqualTo(200);
        assertThat(running.left()).contains(Duration.ofSeconds(3));
        assertThat(running.resumed().left()).isEmpty();
    }

    @Test
    void aJobThatWaitsOrRunsToMakeTheCopyIsToldOf() {
        var first = copies.acceptOnce(house.order());
        var job = copies.find(first.job()).orElseThrow();

        assertThat(first).isEqualTo(Ticket.of(job));
        assertThat(copies.acceptOnce(house.order())).isEqualTo(first);
        house.stored(job.in(((CopyState.Created) job.state()).started(CopyHouse.START)));
        assertThat(copies.acceptOnce(house.order())).isEqualTo(first);
        assertThat(house.queue.jobs).containsExactly(first.job());

        copies.stop(copies.find(first.job()).orElseThrow());
        assertThat(copies.acceptOnce(house.order())).isNotEqualTo(first);
    }

    @Test
    void aCopyThatIsThereIsToldOfByItsJobAsLongAsItIsThere() {
        var job = copies.accept(house.order());
        var copy = complete(job);

        assertThat(copies.acceptOnce(house.order())).isEqualTo(Ticket.of(job));
        assertThat(copies.accept(house.order()).id()).isNotEqualTo(job.id());
        copies.clear();
        assertThat(copies.acceptOnce(house.order()))
                .isEqualTo(new Ticket(job.id(), job.createdAt(), false, false));
        house.points.startDeleting(copy.id());
        assertThat(copies.acceptOnce(house.order()).job()).isNotEqualTo(job.id());
    }

    @Test
    void aCopyInAnotherVaultOrOfAnotherPointIsAnother() {
        var other = house.pointIn("other");
        complete(copies.accept(house.order()));

        var elsewhere = house.vault(CopyHouse.WEST, "elsewhere");
        var inherited = AskedLifecycle.INHERITED;
        var there = copies.acceptOnce(house.order(house.point, elsewhere, inherited, null));
        var otherPoint = copies.acceptOnce(house.order(other, house.away, inherited, null));

        assertThat(house.queue.jobs).hasSize(3).contains(there.job(), otherPoint.job());
    }

    @Test
    void aTokenStaysWithTheJobThatWasToldOf() {
        var job = copies.accept(house.order());
        complete(job);

        assertThat(copies.acceptOnce(house.order("token"))).isEqualTo(Ticket.of(job));
        house.points.startDeleting(job.copyId());

        assertThat(copies.acceptOnce(house.order("token"))).isEqualTo(Ticket.of(job));
        assertThatThrownBy(() -> copies.accept(house.order("token")))
                .isInstanceOfSatisfying(
                        BackupException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void ofManyCallsAtOnceOneMakesAJob() throws Exception {
        var tickets = new HashSet<Ticket>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Ticket> call = () -> copies.acceptOnce(house.order());
            var calls = IntStream.range(0, 30).mapToObj(_ -> call).toList();
            for (var answer : callers.invokeAll(calls)) {
                tickets.add(answer.get());
            }
        }
        assertThat(tickets).hasSize(1);
        assertThat(house.queue.jobs).containsExactly(tickets.iterator().next().job());
    }

    private RecoveryPoint complete(CopyJob job) {
        var running = ((CopyState.Created) job.state()).started(CopyHouse.START);
        var now = house.stored(job.in(running));
        var sample = SamplePoints.in(house.away).make();
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
        house.points.add(copy);
        copies.made(now);
        var copied = new Copied("arn:key", Lifecycle.NONE, false, "V1");
        house.stored(now.in(running.completed(CopyHouse.START, copied, Progress.NONE)));
        return copy;
    }
}
