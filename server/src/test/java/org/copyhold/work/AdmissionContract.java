package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.copyhold.work.SampleJob.resource;
import static org.copyhold.work.SampleJob.vault;

import static java.util.Objects.requireNonNull;

import org.copyhold.control.job.Job;
import org.copyhold.control.job.JobKind;
import org.copyhold.control.job.Lane;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** In which order jobs run, and beside which, whatever the database. */
abstract class AdmissionContract {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Limits ONE_EACH = new Limits(0, 2, 1, 0);

    @TempDir Path folder;

    private final ServiceClock clock = new ServiceClock(InstantSource.system());
    private final Queue<String> began = new ConcurrentLinkedQueue<>();
    private final Queue<String> givenUp = new ConcurrentLinkedQueue<>();
    private final Map<String, CountDownLatch> ends = new ConcurrentHashMap<>();
    private final Map<String, Integer> running = new ConcurrentHashMap<>();
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private Database database;
    private Workers workers;

    abstract Database open(Path folder);

    @BeforeEach
    void start() {
        database = open(folder);
        workers = new Workers(database, clock, ONE_EACH, 8);
        workers.start(List.of(runner()));
    }

    @AfterEach
    void stop() {
        workers.stop(SOON);
        database.close();
    }

    @Test
    void jobsOfOneResourceRunOneAfterTheOtherAsTheyCame() {
        var names = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            names.add("job-" + i);
            accept(SampleJob.of("job-" + i, resource("R")));
            clock.advance(Duration.ofMillis(1));
        }

        for (int i = 0; i < 20; i++) {
            awaitBegan(names.subList(0, i + 1));
            end("job-" + i);
        }

        await().atMost(SOON).until(() -> new QueuedJobs(database).count() == 0);
        assertThat(began).containsExactlyElementsOf(names);
    }

    @Test
    void whoMayNotRunBlocksNobodyAndGoesFirstWhenTheLimitFrees() {
        accept(SampleJob.of("A", resource("R")));
        accept(SampleJob.of("B", resource("R")));
        clock.advance(Duration.ofMillis(1));
        accept(SampleJob.of("C", resource("R")));
        accept(SampleJob.of("D", resource("S")));
        accept(SampleJob.of("E"));

        awaitBegan(List.of("A", "D", "E"));
        end("A");

        await().atMost(SOON).until(() -> began.contains("B"));
        assertThat(began).doesNotContain("C");
    }

    @Test
    void aVaultTakesAsManyCopiesAsItsLimitSays() {
        for (var name : List.of("A", "B", "C", "D")) {
            accept(SampleJob.of(name, resource(name), vault("V")));
            clock.advance(Duration.ofMillis(1));
        }
        awaitBegan(List.of("A", "B"));

        end("B");
        awaitBegan(List.of("A", "B", "C"));
        end("A");
        awaitBegan(List.of("A", "B", "C", "D"));
    }

    @Test
    void whoWaitsIsFoundAgainAfterACrash() {
        accept(SampleJob.of("A", resource("R")));
        accept(SampleJob.of("B", resource("R")));
        accept(SampleJob.of("C", resource("S")));
        awaitBegan(List.of("A", "C"));

        restart(ONE_EACH);

        await().atMost(SOON).until(() -> began.size() == 4);
        assertThat(began).doesNotContain("B");
        end("A");
        await().atMost(SOON).until(() -> began.contains("B"));
    }

    @Test
    void higherLimitsLetInWhoWaited() {
        accept(SampleJob.of("A", resource("R")));
        accept(SampleJob.of("B", resource("R")));
        awaitBegan(List.of("A"));

        restart(new Limits(0, 0, 2, 0));

        await().atMost(SOON).until(() -> began.contains("B"));
    }

    @Test
    void aTransactionThatIsUndoneTakesNoPlace() {
        assertThatThrownBy(
                        () ->
                                database.write(
                                        _ -> {
                                            workers.add(
                                                    JobKind.COPY, SampleJob.of("A", resource("R")));
                                            throw new IllegalStateException("undone");
                                        }))
                .hasMessage("undone");
        workers.undone(SampleJob.of("A", resource("R")));

        accept(SampleJob.of("B", resource("R")));

        awaitBegan(List.of("B"));
    }

    @Test
    void whoWaitsTooLongIsGivenUpWhileItsResourceIsBusy() {
        accept(SampleJob.of("A", resource("R")));
        accept(
                new SampleJob(
                        "B", List.of(resource("R")), clock.instant().plus(Duration.ofHours(8))));
        awaitBegan(List.of("A"));

        var since = clock.instant();
        clock.advance(Duration.ofHours(9));
        workers.runDue(since);

        assertThat(givenUp).containsExactly("B");
        assertThat(new QueuedJobs(database).count()).isEqualTo(1);
    }

    @Test
    void whoIsTriedAgainLaterIsInNobodysWayMeanwhile() {
        accept(SampleJob.of("later", resource("R")));
        awaitBegan(List.of("later"));
        accept(SampleJob.of("B", resource("R")));

        end("later");
        awaitBegan(List.of("later", "B"));

        var since = clock.instant();
        clock.advance(Duration.ofHours(1));
        workers.runDue(since);
        assertThat(began).containsExactly("later", "B");
        end("B");
        awaitBegan(List.of("later", "B", "later"));
    }

    private void restart(Limits limits) {
        workers.stop(SOON);
        workers = new Workers(database, clock, limits, 8);
        workers.start(List.of(runner()));
    }

    private void accept(Job job) {
        jobs.put(job.id(), job);
        database.write(
                _ -> {
                    workers.add(JobKind.COPY, job);
                    return job;
                });
        workers.wake();
    }

    private void end(String job) {
        ends.computeIfAbsent(job, _ -> new CountDownLatch(1)).countDown();
    }

    private void awaitBegan(List<String> names) {
        await().atMost(SOON).until(() -> began.size() >= names.size());
        assertThat(began).containsExactlyInAnyOrderElementsOf(names);
    }

    /** Runs a job until it is told to end; and counts who runs beside whom. */
    private Runner runner() {
        return new Runner() {
            @Override
            public JobKind kind() {
                return JobKind.COPY;
            }

            @Override
            public Next run(Attempt attempt) {
                var job = requireNonNull(jobs.get(attempt.job()));
                if (job.beginsBy().filter(by -> by.isBefore(clock.instant())).isPresent()) {
                    givenUp.add(job.id());
                    return Next.NOTHING;
                }
                return attempt.isLetIn() ? work(job, attempt) : new Next.Waits(job.beginsBy());
            }
        };
    }

    private Next work(Job job, Attempt attempt) {
        boolean isAgain = began.contains(job.id());
        began.add(job.id());
        job.lanes().forEach(lane -> assertRoom(lane, running.merge(lane.text(), 1, Integer::sum)));
        try {
            ends.computeIfAbsent(job.id(), _ -> new CountDownLatch(1)).await();
        } catch (InterruptedException e) {
            return attempt.reason().isPresent() ? Next.AGAIN : Next.NOTHING;
        } finally {
            job.lanes().forEach(lane -> running.merge(lane.text(), -1, Integer::sum));
        }
        return job.id().equals("later") && !isAgain
                ? Next.after(Duration.ofMinutes(10))
                : Next.NOTHING;
    }

    private static void assertRoom(Lane lane, int inIt) {
        assertThat(inIt).as(lane.text()).isLessThanOrEqualTo(2);
    }
}
