package org.copyhold.control.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.control.call.Call;
import org.copyhold.control.call.Tokens;
import org.copyhold.control.copy.gate.LifecycleGate;
import org.copyhold.control.copy.gate.PointStateGate;
import org.copyhold.control.copy.gate.RoleGate;
import org.copyhold.control.event.Events;
import org.copyhold.control.event.Journal;
import org.copyhold.control.job.Acceptance;
import org.copyhold.control.job.Failure;
import org.copyhold.control.job.JobFilter;
import org.copyhold.control.job.MessageCategory;
import org.copyhold.control.job.Progress;
import org.copyhold.control.job.Roles;
import org.copyhold.control.job.WaitingQueue;
import org.copyhold.control.key.FakeKeyring;
import org.copyhold.control.point.Dates;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.Origin;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.point.RecoveryPoints;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.MissingVault;
import org.copyhold.control.vault.VaultName;
import org.copyhold.control.vault.VaultOrder;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Arn;
import org.copyhold.kit.BackupException;
import org.copyhold.kit.Caller;
import org.copyhold.kit.ErrorCode;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** What the keeper of copy jobs promises, whatever the database. */
abstract class CopyJobsContract {
    private static final Caller CALLER = new Caller("123456789012", "us-east-1", "testing");
    private static final Arn ROLE = Arn.of("iam", "", "123456789012", "role/Backup");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Arn DESTINATION =
            Arn.of("backup", "eu-west-1", "123456789012", "backup-vault:away");

    @TempDir Path folder;

    private final ServiceClock clock = new ServiceClock(() -> START);
    private final WaitingQueue queue = new WaitingQueue();
    private Database database;
    private Vaults vaults;
    private RecoveryPoints points;
    private CopyJobs copies;
    private RecoveryPoint point;

    abstract Database open(Path folder);

    @BeforeEach
    void openAll() {
        database = open(folder);
        vaults = new Vaults(database, new FakeKeyring(), clock, MissingVault.ACCESS_DENIED);
        var journal = new Journal(database, Events.NONE);
        points = new RecoveryPoints(journal);
        var acceptance = new Acceptance(database, new Tokens(database), queue);
        var gates =
                new Gates(
                        List.of(
                                new RoleGate(new Roles(Set.of())),
                                new PointStateGate(),
                                new LifecycleGate(clock)),
                        List.of());
        var rules = new CopyRules(new CopyPlans(vaults, points), gates);
        copies = new CopyJobs(journal, acceptance, new CopySources(rules, clock), queue, clock);
        point = point("home");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anAcceptedCopyIsReadAsItWasAskedFor() {
        var lifecycle = new Lifecycle(OptionalInt.of(10), OptionalInt.of(100));

        var job = copies.accept(order(point.arn(), "home", lifecycle, null));

        assertThat(copies.find(job.id())).contains(job);
        assertThat(copies.find("123456789012", "us-east-1", job.id())).contains(job);
        assertThat(copies.find("123456789012", "eu-west-1", job.id())).isEmpty();
        assertThat(copies.find("210987654321", "us-east-1", job.id())).isEmpty();
        assertThat(job.state()).isEqualTo(new CopyState.Created());
        assertThat(job.lifecycle()).isEqualTo(AskedLifecycle.own(lifecycle));
        assertThat(job.source().resource()).isEqualTo(point.origin().resource());
        assertThat(job.copy().toString())
                .startsWith("arn:aws:backup:eu-west-1:123456789012:recovery-point:");
        assertThat(queue.jobs).containsExactly(job.id());
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
            var order =
                    new CopyOrder(
                            CALLER,
                            point.arn(),
                            new VaultName("home"),
                            DESTINATION,
                            ROLE,
                            one,
                            null);
            var job = copies.accept(order);
            assertThat(copies.find(job.id()).orElseThrow().lifecycle()).isEqualTo(one);
        }
    }

    @Test
    void aTokenMayBeLongAndHoldAnything() {
        for (var token : List.of("x".repeat(4096), "a:b/c ".repeat(100), "\u00e9\ud83d\ude00\0")) {
            var first = copies.accept(order(point.arn(), "home", null, token));
            assertThat(copies.accept(order(point.arn(), "home", null, token))).isEqualTo(first);
        }
        for (var token : List.of("", "x".repeat(4097))) {
            refused(
                    ErrorCode.INVALID_PARAMETER_VALUE,
                    "Invalid IdempotencyToken: it must have 1 to 4096 characters",
                    order(point.arn(), "home", null, token));
        }
        assertThat(queue.jobs).hasSize(3);
    }

    @Test
    void aTokenCountsInItsAccountRegionAndOperationOnly() {
        var first = copies.accept(order(point.arn(), "home", null, "token"));
        var elsewhere = new Caller("123456789012", "eu-west-1", "testing");
        var other = Call.of(elsewhere, "StartCopyJob", "token", List.of()).orElseThrow();
        var backup = Call.of(CALLER, "StartBackupJob", "token", List.of()).orElseThrow();

        var tokens = new Tokens(database);

        assertThat(tokens.claim(other, "made-there")).isEmpty();
        assertThat(tokens.claim(backup, "made-otherwise")).isEmpty();
        assertThat(tokens.claim(other, "made-again")).contains("made-there");
        tokens.forget("made-there");
        assertThat(tokens.recall(other)).isEmpty();
        assertThat(copies.accept(order(point.arn(), "home", null, "token"))).isEqualTo(first);
    }

    @Test
    void everyStateIsReadAsItWasStored() {
        var job = copies.accept(order(point.arn(), "home", null, null));
        var progress = new Progress(10, 4, 3, 4);
        var created = (CopyState.Created) job.state();
        var running = created.started(START.plusSeconds(1));
        var why = new Failure(MessageCategory.ACCESS_DENIED, "no");
        var copied =
                new Copied(
                        "arn:key",
                        new Lifecycle(OptionalInt.empty(), OptionalInt.of(7)),
                        true,
                        "V1");

        var now = stored(job.in(running));
        assertThat(copies.moved(job.id(), progress, 5)).isTrue();
        assertThat(copies.progress(job.id())).contains(progress);
        now = stored(now.in(running.completed(START.plusSeconds(2), copied, progress)));
        assertThat(copies.moved(job.id(), progress, 5)).isFalse();

        var other = copies.accept(order(point.arn(), "home", null, null));
        stored(other.in(created.failed(START.plusSeconds(2), why)));
        assertThat(now.version()).isEqualTo(3);
    }

    @Test
    void aJobChangedMeanwhileIsNotStored() {
        var job = copies.accept(order(point.arn(), "home", null, null));
        var running = new CopyState.Created().started(START);

        assertThat(copies.store(job.in(running))).isTrue();
        assertThat(copies.store(job.in(running))).isFalse();
    }

    @Test
    void theSameCallAgainGivesTheSameJobEvenWhenItsSourceIsGone() {
        var token = point.arn() + "-" + DESTINATION;
        var first = copies.accept(order(point.arn(), "home", null, token));
        points.startDeleting(point.id());

        var again = copies.accept(order(point.arn(), "home", null, token));

        assertThat(again).isEqualTo(first);
        assertThat(queue.jobs).hasSize(1);
    }

    @Test
    void aTokenOfAnotherCallIsRefused() {
        var forever = new Lifecycle(OptionalInt.empty(), OptionalInt.of(36500));
        copies.accept(order(point.arn(), "home", null, "token"));

        refused(
                ErrorCode.INVALID_REQUEST,
                "IdempotencyToken token",
                order(point.arn(), "home", forever, "token"));
    }

    @Test
    void fiftyEqualCallsAtOnceMakeOneJob() throws Exception {
        var order = order(point.arn(), "home", null, "token");
        var ids = new HashSet<String>();

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<CopyJob> call = () -> copies.accept(order);
            for (var answer : executor.invokeAll(Collections.nCopies(50, call))) {
                ids.add(answer.get().id());
            }
        }

        assertThat(ids).hasSize(1);
        assertThat(queue.jobs).containsExactlyElementsOf(ids);
        assertThat(list(filter(JobFilter.ALL))).hasSize(1);
    }

    @Test
    void whatIsNotThereIsRefusedInAwsOrder() {
        var other = Arn.of("backup", "us-east-1", "123456789012", "recovery-point:other");
        vaults.create(new VaultOrder(CALLER, new VaultName("empty"), null, null, Tags.NONE));

        refused(
                ErrorCode.ACCESS_DENIED,
                "Insufficient privileges to perform this action.",
                order(other, "nowhere", null, null));
        refused(
                ErrorCode.RESOURCE_NOT_FOUND,
                "Cannot find recovery point.",
                order(other, "home", null, null));
        refused(
                ErrorCode.RESOURCE_NOT_FOUND,
                "Cannot find recovery point.",
                order(point.arn(), "empty", null, null));
        refused(
                ErrorCode.INVALID_PARAMETER_VALUE,
                "IAM Role arn:aws:iam::210987654321:role/Backup cannot be assumed by AWS Backup",
                new CopyOrder(
                        CALLER,
                        point.arn(),
                        new VaultName("home"),
                        DESTINATION,
                        Arn.of("iam", "", "210987654321", "role/Backup"),
                        AskedLifecycle.INHERITED,
                        null));
        points.startDeleting(point.id());
        refused(ErrorCode.INVALID_REQUEST, "DELETING", order(point.arn(), "home", null, null));
        assertThat(queue.jobs).isEmpty();
    }

    @Test
    void jobsAreListedNewestFirstPageByPage() {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 25; i++) {
            clock.advance(Duration.ofMillis(i % 3));
            ids.add(copies.accept(order(point.arn(), "home", null, null)).id());
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
        var elsewhere = point("elsewhere");
        clock.advance(Duration.ofSeconds(10));
        var open = copies.accept(order(point.arn(), "home", null, null));
        clock.advance(Duration.ofSeconds(10));
        var done = copies.accept(order(elsewhere.arn(), "elsewhere", null, null));
        var failed =
                new CopyState.Created()
                        .failed(
                                clock.instant().plusSeconds(5),
                                new Failure(MessageCategory.ACCESS_DENIED, "no"));
        done = stored(done.in(failed));
        var ended = clock.instant().plusSeconds(5);

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
        assertThat(list(new CopyFilter(JobFilter.ALL, DESTINATION.toString(), null))).hasSize(2);
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

    private CopyJob stored(CopyJob job) {
        assertThat(copies.store(job)).isTrue();
        assertThat(copies.find(job.id())).contains(job.stored());
        return job.stored();
    }

    private void refused(ErrorCode code, String message, CopyOrder order) {
        assertThatThrownBy(() -> copies.accept(order))
                .isInstanceOfSatisfying(
                        BackupException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(code);
                            assertThat(e.message()).contains(message);
                        });
    }

    private static CopyOrder order(
            Arn point, String vault, @Nullable Lifecycle lifecycle, @Nullable String token) {
        return new CopyOrder(
                CALLER,
                point,
                new VaultName(vault),
                DESTINATION,
                ROLE,
                lifecycle == null ? AskedLifecycle.INHERITED : AskedLifecycle.own(lifecycle),
                token);
    }

    /** A recovery point in a vault of its own. */
    private RecoveryPoint point(String vaultName) {
        var vault =
                vaults.create(
                        new VaultOrder(CALLER, new VaultName(vaultName), null, null, Tags.NONE));
        var id = UUID.randomUUID().toString();
        var made =
                new RecoveryPoint(
                        id,
                        RecoveryPoint.arn("us-east-1", "123456789012", id),
                        new RecoveryPoint.Home(
                                vault.id(),
                                vault.name(),
                                vault.account(),
                                vault.region(),
                                vault.encryptionKeyArn()),
                        new Origin(
                                Arn.of(
                                        "elasticfilesystem",
                                        "us-east-1",
                                        "123456789012",
                                        "file-system/fs-0123456789abcdef0"),
                                "EFS",
                                "share",
                                ROLE.toString(),
                                null),
                        new Dates(START, START, START),
                        1234,
                        Map.of("file-system-id", "fs-0123456789abcdef0"),
                        RecoveryPoint.State.initial(Lifecycle.NONE, Tags.NONE));
        points.add(made);
        return made;
    }
}
