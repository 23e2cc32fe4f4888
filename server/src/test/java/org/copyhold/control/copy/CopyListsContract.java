package org.copyhold.control.copy;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.control.job.Failure;
import org.copyhold.control.job.JobFilter;
import org.copyhold.control.job.MessageCategory;
import org.copyhold.control.job.Progress;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.point.SamplePoints;
import org.copyhold.control.vault.Vault;
import org.copyhold.kit.ErrorCode;
import org.copyhold.kit.Page;
import org.copyhold.sql.Database;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** What lists of many copy jobs promise, and how many may wait, on any database. */
abstract class CopyListsContract {
    private static final int JOBS = 60;
    private static final int FILTERS = 10;
    private static final int MOST_WAITING = 70;
    private static final Instant MIDDLE = CopyHouse.START.plus(Duration.ofMinutes(30));

    @TempDir Path folder;

    private final Random random = new Random(11);
    private final List<CopyJob> jobs = new ArrayList<>();
    private CopyHouse house;

    abstract Database open(Path folder);

    @BeforeEach
    void openAll() {
        house = new CopyHouse(open(folder), MOST_WAITING);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void allFiltersTogetherLetThroughWhatEachOfThemDoes() {
        addJobs();
        var one = jobs.get(17);
        int matched = 0;

        for (int chosen = 0; chosen < 1 << FILTERS; chosen++) {
            var filter = new Chosen(chosen, one);
            var expected = jobs.stream().filter(filter.predicate()).map(CopyJob::id).toList();

            assertThat(list(filter.filter()))
                    .as("filters %s", Integer.toBinaryString(chosen))
                    .extracting(CopyJob::id)
                    .containsExactlyInAnyOrderElementsOf(expected);
            matched += expected.isEmpty() ? 0 : 1;
        }

        assertThat(matched).as("choices that let something through").isGreaterThan(200);
    }

    @Test
    void atTheCeilingOfWaitingCopiesNoMoreAreTakenInUntilOneRuns() {
        var first = house.copies.accept(house.order("first"));
        for (int i = 1; i < MOST_WAITING; i++) {
            house.copies.accept(house.order());
        }

        house.refuses(
                house.order("over"),
                ErrorCode.LIMIT_EXCEEDED,
                "70 copy jobs of account 123456789012 wait in us-east-1, and no more may.");

        assertThat(house.queue.jobs).hasSize(MOST_WAITING);
        assertThat(house.copies.accept(house.order("first"))).isEqualTo(first);
        house.stored(first.in(new CopyState.Created().started(CopyHouse.START)));
        var next = house.copies.accept(house.order("over"));
        assertThat(house.copies.find(next.id())).contains(next);
    }

    private void addJobs() {
        var near = house.vault(CopyHouse.EAST, "near");
        var other = SamplePoints.in(near).of("89abcdef").make();
        house.points.add(other);
        var again = SamplePoints.in(near).make();
        house.points.add(again);
        var sources = List.of(house.point, other, again);
        var destinations = List.of(house.away, near);
        for (int i = 0; i < JOBS; i++) {
            house.clock.advance(Duration.ofMinutes(1));
            jobs.add(job(any(sources), any(destinations), i));
        }
    }

    private CopyJob job(RecoveryPoint source, Vault destination, int i) {
        var job =
                house.copies.accept(
                        house.order(source, destination, AskedLifecycle.INHERITED, null));
        var now = house.clock.instant();
        var running = new CopyState.Created().started(now);
        var category = i % 3 == 0 ? MessageCategory.ACCESS_DENIED : MessageCategory.MISCELLANEOUS;
        return switch (random.nextInt(4)) {
            case 0 -> job;
            case 1 -> house.stored(job.in(running));
            case 2 ->
                    house.stored(
                            job.in(
                                    running.completed(
                                            now.plusSeconds(90),
                                            new Copied(
                                                    destination.encryptionKeyArn(),
                                                    source.lifecycle(),
                                                    false,
                                                    "V1"),
                                            Progress.NONE)));
            default ->
                    house.stored(
                            job.in(
                                    running.failed(
                                            now.plusSeconds(90), new Failure(category, "no"))));
        };
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private List<CopyJob> list(CopyFilter filter) {
        return house.copies.list("123456789012", "us-east-1", filter, new Page(1000, null)).rows();
    }

    /** Some of the filters, each set to what one of the jobs is, or to the middle of the time. */
    private record Chosen(int bits, CopyJob one) {
        CopyFilter filter() {
            return new CopyFilter(
                    new JobFilter(
                            chosen(0, one.source().resource().toString()),
                            chosen(1, one.source().resourceType()),
                            chosen(2, "FAILED"),
                            new JobFilter.Period(
                                    chosen(3, CopyHouse.START.plusSeconds(600)), chosen(4, MIDDLE)),
                            new JobFilter.Period(
                                    chosen(5, CopyHouse.START.plusSeconds(900)), chosen(6, MIDDLE)),
                            chosen(7, MessageCategory.ACCESS_DENIED)),
                    chosen(8, one.destination().toString()),
                    chosen(9, one.source().point().toString()));
        }

        Predicate<CopyJob> predicate() {
            var source = one.source();
            return rule(0, job -> job.source().resource().equals(source.resource()))
                    .and(rule(1, job -> job.source().resourceType().equals(source.resourceType())))
                    .and(rule(2, job -> job.state().name().equals("FAILED")))
                    .and(rule(3, job -> job.createdAt().isAfter(CopyHouse.START.plusSeconds(600))))
                    .and(rule(4, job -> job.createdAt().isBefore(MIDDLE)))
                    .and(rule(5, job -> isEnded(job, CopyHouse.START.plusSeconds(900), null)))
                    .and(rule(6, job -> isEnded(job, null, MIDDLE)))
                    .and(rule(7, Chosen::isDenied))
                    .and(rule(8, job -> job.destination().equals(one.destination())))
                    .and(rule(9, job -> job.source().point().equals(source.point())));
        }

        private <T> @Nullable T chosen(int bit, T value) {
            return (bits >> bit & 1) == 1 ? value : null;
        }

        private Predicate<CopyJob> rule(int bit, Predicate<CopyJob> rule) {
            return job -> (bits >> bit & 1) == 0 || rule.test(job);
        }

        private static boolean isEnded(
                CopyJob job, @Nullable Instant after, @Nullable Instant before) {
            var ended =
                    switch (job.state()) {
                        case CopyState.Created _, CopyState.Running _ -> null;
                        case CopyState.Completed s -> s.endedAt();
                        case CopyState.Partial s -> s.endedAt();
                        case CopyState.Failed s -> s.endedAt();
                    };
            return ended != null
                    && (after == null || ended.isAfter(after))
                    && (before == null || ended.isBefore(before));
        }

        private static boolean isDenied(CopyJob job) {
            return job.state() instanceof CopyState.Failed s
                    && s.why().category() == MessageCategory.ACCESS_DENIED;
        }
    }
}
