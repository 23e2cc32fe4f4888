package org.copyhold.api.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.control.job.JobCount;
import org.copyhold.control.job.MessageCategory;
import org.copyhold.kit.BackupException;
import org.copyhold.kit.Caller;
import org.copyhold.kit.Page;
import org.copyhold.kit.Slice;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.backup.model.CopyJobStatus;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class JobSummariesTest {
    private static final Caller CALLER = new Caller("123456789012", "us-east-1", "testing");
    private static final Instant TODAY = Instant.parse("2026-01-31T00:00:00Z");
    private static final Instant NOW = TODAY.plus(Duration.ofHours(7));
    private static final List<JobCount> COUNTS =
            List.of(
                    count("COMPLETED", MessageCategory.SUCCESS, 1, 5),
                    count("COMPLETED", MessageCategory.MISCELLANEOUS, 1, 2),
                    count("FAILED", MessageCategory.ACCESS_DENIED, 1, 1),
                    count("COMPLETED", MessageCategory.SUCCESS, 8, 7),
                    new JobCount("CREATED", "S3", null, day(3), 4));

    @Test
    void aDayIsARowForEachKindOfJob() {
        var rows = rows(new JobSummaries(CALLER));

        assertThat(rows).hasSize(5);
        assertThat(rows.getFirst())
                .isEqualTo(
                        new JobSummary(
                                "123456789012",
                                "COMPLETED",
                                "EFS",
                                "MISCELLANEOUS",
                                day(1),
                                TODAY,
                                2));
        assertThat(rows)
                .extracting(JobSummary::start)
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void whatIsAggregatedIsOneRow() {
        var asked =
                new JobSummaries(CALLER)
                        .account("AGGREGATE_ALL")
                        .state(CopyJobStatus.AGGREGATE_ALL, "AGGREGATE_ALL")
                        .resourceType("AGGREGATE_ALL")
                        .category("AGGREGATE_ALL")
                        .period("FOURTEEN_DAYS");

        assertThat(rows(asked))
                .containsExactly(
                        new JobSummary(
                                "AGGREGATE_ALL",
                                "AGGREGATE_ALL",
                                "AGGREGATE_ALL",
                                "AGGREGATE_ALL",
                                day(14),
                                TODAY,
                                19));
    }

    @Test
    void aWeekCountsSevenDaysAndWhatIsAskedFor() {
        var asked =
                new JobSummaries(CALLER)
                        .account("123456789012")
                        .state(CopyJobStatus.COMPLETED, "COMPLETED")
                        .resourceType("EFS")
                        .category("success")
                        .period("SEVEN_DAYS");

        assertThat(rows(asked))
                .containsExactly(
                        new JobSummary(
                                "123456789012", "COMPLETED", "EFS", "SUCCESS", day(7), TODAY, 5));
    }

    @Test
    void othersJobsAreNotCounted() {
        assertThat(rows(new JobSummaries(CALLER).account("210987654321"))).isEmpty();
    }

    @Test
    void pagesFollowEachOther() {
        var seen = new ArrayList<JobSummary>();
        Slice<JobSummary> slice;
        var page = new Page(2, null);
        do {
            slice = new JobSummaries(CALLER).read(JobSummariesTest::counts, NOW, page);
            seen.addAll(slice.rows());
            page = new Page(2, slice.last());
        } while (slice.last() != null);

        assertThat(seen).isEqualTo(rows(new JobSummaries(CALLER)));
    }

    @Test
    void whatIsNoPeriodOrStateIsRefused() {
        assertThatThrownBy(() -> new JobSummaries(CALLER).period("A_MONTH"))
                .isInstanceOf(BackupException.class);
        assertThatThrownBy(
                        () ->
                                new JobSummaries(CALLER)
                                        .state(CopyJobStatus.fromValue("SLEEPING"), "SLEEPING"))
                .isInstanceOf(BackupException.class);
    }

    private static List<JobSummary> rows(JobSummaries asked) {
        return asked.read(JobSummariesTest::counts, NOW, new Page(1000, null)).rows();
    }

    /** What a keeper counts in a period. */
    private static List<JobCount> counts(String account, String region, Instant from, Instant to) {
        assertThat(account).isEqualTo("123456789012");
        assertThat(to).isEqualTo(TODAY);
        return COUNTS.stream().filter(count -> !count.day().isBefore(from)).toList();
    }

    private static JobCount count(String state, MessageCategory category, int daysAgo, long jobs) {
        return new JobCount(state, "EFS", category, day(daysAgo), jobs);
    }

    private static Instant day(int daysAgo) {
        return TODAY.minus(Duration.ofDays(daysAgo));
    }
}
