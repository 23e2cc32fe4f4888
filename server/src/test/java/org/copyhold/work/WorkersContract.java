package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.copyhold.control.job.JobKind;
import org.copyhold.control.job.Limits;
import org.copyhold.control.job.QueuedJobs;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** What workers promise, whatever the database. */
abstract class WorkersContract {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Limits NO_LIMITS = new Limits(0, 0, 0, 0);

    @TempDir Path folder;

    private final ServiceClock clock = ServiceClock.system();
    private final Queue<String> ran = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private Database database;
    private Workers workers;

    abstract Database open(Path folder);

    @BeforeEach
    void openDatabase() {
        database = open(folder);
        workers = new Workers(database, clock, NO_LIMITS, 4);
    }

    @AfterEach
    void closeDatabase() {
        workers.stop(SOON);
        database.close();
    }

    @Test
    void anAcceptedJobStartsAtOnceAndOnce() {
        workers.start(List.of(runner()));

        accept("A");
        accept("B");

        await().atMost(SOON).until(() -> ran.size() == 2);
        await().atMost(SOON).until(() -> new QueuedJobs(database).count() == 0);
        assertThat(ran).containsExactlyInAnyOrder("A", "B");
    }

    @Test
    void aJobWhoseTransactionIsUndoneIsNotQueued() {
        workers.start(List.of(runner()));

        try {
            database.write(
                    _ -> {
                        workers.add(JobKind.COPY, SampleJob.of("A"));
                        throw new IllegalStateException("undone");
                    });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("undone");
        }

        assertThat(new QueuedJobs(database).count()).isZero();
    }

    @Test
    void aStoppedWorkerLeavesItsJobForTheNextOne() {
        gate = new CountDownLatch(1);
        workers.start(List.of(runner()));
        accept("A");
        await().atMost(SOON).until(() -> ran.size() == 1);

        workers.stop(SOON);

        assertThat(new QueuedJobs(database).count()).isEqualTo(1);
        gate = new CountDownLatch(0);
        workers = new Workers(database, clock, NO_LIMITS, 4);
        workers.start(List.of(runner()));
        await().atMost(SOON).until(() -> new QueuedJobs(database).count() == 0);
        assertThat(ran).containsExactly("A", "A");
    }

    @Test
    void whatADeadProcessHadBegunIsTakenBackAtTheStart() {
        accept("A");
        database.write(
                handle ->
                        handle.createUpdate(
                                        """
                                        update scheduled_tasks
                                        set picked = :yes, picked_by = 'copyhold',
                                            last_heartbeat = :now, version = version + 1
                                        """)
                                .bind("yes", true)
                                .bind("now", clock.millis())
                                .execute());

        workers.start(List.of(runner()));

        await().atMost(SOON).until(() -> new QueuedJobs(database).count() == 0);
        assertThat(ran).containsExactly("A");
    }

    @Test
    void aJobThatAsksForItIsRunAgainLater() {
        workers.start(List.of(runner()));
        accept("again");

        await().atMost(SOON).until(() -> ran.size() == 1);
        clock.advance(Duration.ofHours(1));
        workers.runDue(clock.instant().minus(Duration.ofHours(1)));

        assertThat(ran).containsExactly("again", "again");
    }

    @Test
    void anAdvancedClockDoesNotMakeARunningJobLookDead() {
        gate = new CountDownLatch(1);
        workers.start(List.of(runner()));
        accept("A");
        await().atMost(SOON).until(() -> ran.size() == 1);

        clock.advance(Duration.ofDays(35));
        accept("B");
        await().atMost(SOON).until(() -> ran.size() == 2);
        gate.countDown();

        await().atMost(SOON).until(() -> new QueuedJobs(database).count() == 0);
        assertThat(ran).containsExactly("A", "B");
    }

    @Test
    void droppingEmptiesTheQueueAndEndsWhatRuns() {
        gate = new CountDownLatch(1);
        workers.start(List.of(runner()));
        for (var job : List.of("A", "B", "C", "D", "E", "F")) {
            accept(job);
        }
        await().atMost(SOON).until(() -> ran.size() == 4);

        workers.drop();

        assertThat(new QueuedJobs(database).count()).isZero();
        assertThat(ran).hasSize(4);
        gate = new CountDownLatch(0);
        accept("G");
        await().atMost(SOON).until(() -> ran.contains("G"));
    }

    @Test
    void aBugInARunnerIsTriedAgain() {
        workers.start(List.of(runner()));
        accept("bug");

        await().atMost(SOON).until(() -> ran.size() == 1);
        assertThat(new QueuedJobs(database).count()).isEqualTo(1);
    }

    @Test
    void aJobWhoseRowWasChangedMeanwhileIsLookedAtAgainAtOnce() {
        workers.start(List.of(runner()));
        accept("changed");

        await().atMost(Duration.ofSeconds(9)).until(() -> new QueuedJobs(database).count() == 0);
        assertThat(ran).containsExactly("changed", "changed");
    }

    private void accept(String job) {
        database.write(
                _ -> {
                    workers.add(JobKind.COPY, SampleJob.of(job));
                    return job;
                });
        workers.wake();
    }

    /** Remembers what it ran, and waits at the gate. */
    private Runner runner() {
        return new Runner() {
            @Override
            public JobKind kind() {
                return JobKind.COPY;
            }

            @Override
            public Next run(Attempt attempt) {
                boolean isFirst = !ran.contains(attempt.job());
                ran.add(attempt.job());
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    return attempt.reason().orElseThrow() == Attempt.Reason.DROPPED
                            ? Next.NOTHING
                            : Next.AGAIN;
                }
                return switch (attempt.job()) {
                    case "again" -> isFirst ? Next.after(Duration.ofMinutes(10)) : Next.NOTHING;
                    case "changed" -> {
                        RowChanged.unless(!isFirst, "changed");
                        yield Next.NOTHING;
                    }
                    case "bug" -> throw new IllegalStateException("a bug, for a test");
                    default -> Next.NOTHING;
                };
            }
        };
    }
}
