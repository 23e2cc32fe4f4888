package org.copyhold.control.copy;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.control.job.Failure;
import org.copyhold.control.job.JobFilter;
import org.copyhold.control.job.MessageCategory;
import org.copyhold.control.job.Progress;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.vault.VaultName;
import org.copyhold.kit.Arn;
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
import java.util.OptionalInt;

/** What the keeper of copy jobs promises, whatever the database. */
abstract class CopyJobsContract {
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
    void anAcceptedCopyIsReadAsItWasAskedFor() {
        var lifecycle = new Lifecycle(OptionalInt.of(10), OptionalInt.of(100));

        var job = copies.accept(house.order(AskedLifecycle.own(lifecycle), null));

        assertThat(copies.find(job.id())).contains(job);
        assertThat(copies.find("123456789012", "us-east-1", job.id())).contains(job);
        assertThat(copies.find("123456789012", "eu-west-1", job.id())).isEmpty();
        assertThat(copies.find("210987654321", "us-east-1", job.id())).isEmpty();
        assertThat(job.state()).isEqualTo(new CopyState.Created());
        assertThat(job.lifecycle()).isEqualTo(AskedLifecycle.own(lifecycle));
        assertThat(job.source().resource()).isEqualTo(house.point.origin().resource());
        assertThat(job.copy().toString())
                .startsWith("arn:aws:backup:eu-west-1:123456789012:recovery-point:");
        assertThat(house.queue.jobs).containsExactly(job.id());
    }

    @Test
    void whatIsAskedOfTheLifecycleIsReadAsItWasAsked() {
        var own = new Lifecycle(OptionalInt.of(10), OptionalInt.of(100), true);
        var asked =
                List.of(
                        AskedLifecycle.INHERITED,
                        new AskedLifecycle.KeptExpiry(OptionalInt.empty(), null),
                        new AskedLifecycle.KeptExpiry(OptionalInt.of(3), false),
                        AskedLifecycle.own(own),
                        AskedLifecycle.own(new Lifecycle(OptionalInt.empty(), OptionalInt.of(1))));

        for (var one : asked) {
            var job = copies.accept(house.order(one, null));
            assertThat(copies.find(job.id()).orElseThrow().lifecycle()).isEqualTo(one);
        }
    }

    @Test
    void everyStateIsReadAsItWasStored() {
        var job = copies.accept(house.order());
        var progress = new Progress(10, 4, 3, 4);
        var created = (CopyState.Created) job.state();
        var running = created.started(CopyHouse.START.plusSeconds(1));
        var why = new Failure(MessageCategory.ACCESS_DENIED, "no");
        var copied =
                new Copied(
                        "arn:key",
                        new Lifecycle(OptionalInt.empty(), OptionalInt.of(7)),
                        true,
                        "V1");

        var now = house.stored(job.in(running));
        assertThat(copies.moved(job.id(), progress, 5)).isTrue();
        assertThat(copies.progress(job.id())).contains(progress);
        now =
                house.stored(
                        now.in(
                                running.completed(
                                        CopyHouse.START.plusSeconds(2), copied, progress)));
        assertThat(copies.moved(job.id(), progress, 5)).isFalse();

        var other = copies.accept(house.order());
        house.stored(other.in(created.failed(CopyHouse.START.plusSeconds(2), why)));
        assertThat(now.version()).isEqualTo(3);
    }

    @Test
    void aJobChangedMeanwhileIsNotStored() {
        var job = copies.accept(house.order());
        var running = new CopyState.Created().started(CopyHouse.START);

        assertThat(copies.store(job.in(running))).isTrue();
        assertThat(copies.store(job.in(running))).isFalse();
    }

    @Test
    void whatIsNotThereIsRefusedInAwsOrder() {
        var point = house.point.arn();
        var other = Arn.of("backup", "us-east-1", "123456789012", "recovery-point:other");
        var stranger = Arn.of("iam", "", "210987654321", "role/Backup");
        house.vault(CopyHouse.EAST, "empty");

        house.refuses(
                order(other, "nowhere", CopyHouse.ROLE),
                ErrorCode.ACCESS_DENIED,
                "Insufficient privileges to perform this action.");
        house.refuses(
                order(other, "home", CopyHouse.ROLE),
                ErrorCode.RESOURCE_NOT_FOUND,
                "Cannot find recovery point.");
        house.refuses(
                order(point, "empty", CopyHouse.ROLE),
                ErrorCode.RESOURCE_NOT_FOUND,
                "Cannot find recovery point.");
        house.refuses(
                order(point, "home", stranger),
                ErrorCode.INVALID_PARAMETER_VALUE,
                "IAM Role arn:aws:iam::210987654321:role/Backup cannot be assumed by AWS Backup");
        house.points.startDeleting(house.point.id());
        house.refuses(house.order(), ErrorCode.INVALID_REQUEST, "DELETING");
        assertThat(house.queue.jobs).isEmpty();
    }

    @Test
    void jobsAreListedNewestFirstPageByPage() {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 25; i++) {
            house.clock.advance(Duration.ofMillis(i % 3));
            ids.add(copies.accept(house.order()).id());
        }

        var seen = new ArrayList<CopyJob>();
        var page = new Page(4, null);
        while (true) {
            var slice = copies.list("123456789012", "us-east-1", filter(JobFilter.ALL), page);
            seen.addAll(slice.rows());
            if (slice.last() == null) {
                break;
            }
            page = new Page(4, slice.last());
        }

        assertThat(seen).extracting(CopyJob::id).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(seen)
                .isSortedAccordingTo(
                        (a, b) ->
                                a.createdAt().equals(b.createdAt())
                                        ? b.id().compareTo(a.id())
                                        : b.createdAt().compareTo(a.createdAt()));
    }

    @Test
    void everyFilterLetsThroughWhatItSays() {
        var elsewhere = house.pointIn("elsewhere");
        house.clock.advance(Duration.ofSeconds(10));
        var open = copies.accept(house.order());
        house.clock.advance(Duration.ofSeconds(10));
        var done =
                copies.accept(house.order(elsewhere, house.away, AskedLifecycle.INHERITED, null));
        var failed =
                new CopyState.Created()
                        .failed(
                                house.clock.instant().plusSeconds(5),
                                new Failure(MessageCategory.ACCESS_DENIED, "no"));
        done = house.stored(done.in(failed));
        var ended = house.clock.instant().plusSeconds(5);

        only(open, with("CREATED", JobFilter.Period.ALWAYS, JobFilter.Period.ALWAYS));
        only(done, with("FAILED", JobFilter.Period.ALWAYS, JobFilter.Period.ALWAYS));
        only(done, with(null, period(open.createdAt(), null), JobFilter.Period.ALWAYS));
        only(open, with(null, period(null, done.createdAt()), JobFilter.Period.ALWAYS));
        only(done, with(null, JobFilter.Period.ALWAYS, period(ended.minusMillis(1), null)));
        only(done, with(null, JobFilter.Period.ALWAYS, period(null, ended.plusMillis(1))));
        only(done, about(null, null, MessageCategory.ACCESS_DENIED));
        assertThat(list(filter(with(null, JobFilter.Period.ALWAYS, period(ended, null)))))
                .isEmpty();
        assertThat(list(filter(about("arn:other", null, null)))).isEmpty();
        assertThat(list(filter(about(null, "S3", null)))).isEmpty();
        assertThat(list(filter(about(null, "EFS", null)))).hasSize(2);
        assertThat(list(new CopyFilter(JobFilter.ALL, null, elsewhere.arn().toString())))
                .containsExactly(done);
        assertThat(list(new CopyFilter(JobFilter.ALL, house.away.arn().toString(), null)))
                .hasSize(2);
        assertThat(list(new CopyFilter(JobFilter.ALL, "arn:other", null))).isEmpty();
    }

    private void only(CopyJob job, JobFilter filter) {
        assertThat(list(filter(filter))).containsExactly(job);
    }

    private List<CopyJob> list(CopyFilter filter) {
        return copies.list("123456789012", "us-east-1", filter, new Page(1000, null)).rows();
    }

    private static CopyFilter filter(JobFilter job) {
        return new CopyFilter(job, null, null);
    }

    private static JobFilter with(
            @Nullable String state, JobFilter.Period created, JobFilter.Period ended) {
        return new JobFilter(null, null, state, created, ended, null);
    }

    private static JobFilter about(
            @Nullable String resource, @Nullable String type, @Nullable MessageCategory category) {
        return new JobFilter(
                resource, type, null, JobFilter.Period.ALWAYS, JobFilter.Period.ALWAYS, category);
    }

    private static JobFilter.Period period(@Nullable Instant after, @Nullable Instant before) {
        return new JobFilter.Period(after, before);
    }

    private CopyOrder order(Arn point, String vault, Arn role) {
        return new CopyOrder(
                CopyHouse.EAST,
                point,
                new VaultName(vault),
                house.away.arn(),
                role,
                AskedLifecycle.INHERITED,
                null);
    }
}
