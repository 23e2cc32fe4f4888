package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.connect.files.FilesConnector;
import org.copyhold.control.backup.BackupFilter;
import org.copyhold.control.backup.BackupJob;
import org.copyhold.control.backup.BackupOrder;
import org.copyhold.control.backup.BackupState;
import org.copyhold.control.backup.Windows;
import org.copyhold.control.call.Tokens;
import org.copyhold.control.job.Failure;
import org.copyhold.control.job.Issues;
import org.copyhold.control.job.JobFilter;
import org.copyhold.control.job.JobLog;
import org.copyhold.control.job.MessageCategory;
import org.copyhold.control.job.Progress;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.point.SamplePoints;
import org.copyhold.control.restore.RestoreJob;
import org.copyhold.control.restore.RestoreState;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.VaultName;
import org.copyhold.kit.Page;
import org.copyhold.sql.Database;
import org.copyhold.store.blob.MemoryBlobs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What the keepers of backup jobs, restore jobs and job logs promise, whatever the database. */
abstract class JobKeepersContract {
    private static final Page PAGE = new Page(Page.MAX_SIZE, null);
    private static final Progress PROGRESS = new Progress(10, 4, 3, 4, 2);
    private static final Failure WHY = new Failure(MessageCategory.ACCESS_DENIED, "no");
    private static final Issues SKIPPED = new Issues(MessageCategory.MISCELLANEOUS, "1 item");

    @TempDir Path folder;

    private Database database;
    private JobHouse house;
    private Vault vault;

    abstract Database open(Path folder);

    @BeforeEach
    void openAll() throws IOException {
        database = open(folder);
        house = new JobHouse(folder, database, MemoryBlobs::new, new FilesConnector());
        house.share(Files.createDirectory(folder.resolve("share")));
        vault = house.vault(JobHouse.EAST, "home");
    }

    @AfterEach
    void close() {
        house.close();
        database.close();
    }

    @Test
    void everyStateOfABackupIsReadAsItWasStored() {
        var at = now();
        var created = new BackupState.Created();
        var running = created.started(at).moved(PROGRESS);

        for (var state :
                List.of(
                        running,
                        running.again(),
                        running.aborting(),
                        running.aborting().aborted(at),
                        running.completed(at, PROGRESS, SKIPPED),
                        running.failed(at, WHY),
                        running.expired(at),
                        created.expired(at))) {
            var job = house.backUp("home");
            assertThat(house.backups.store(job.in(state))).isTrue();
            assertThat(house.backups.find(job.id())).contains(job.in(state).stored());
            assertThat(house.backups.store(job.in(state))).as("stored twice").isFalse();
        }
    }

    @Test
    void everyStateOfARestoreIsReadAsItWasStored() {
        var at = now();
        var point = point();
        var running = new RestoreState.Pending().started(at).moved(PROGRESS);

        for (var state :
                List.of(
                        running,
                        running.again(),
                        running.completed(at, JobHouse.SHARE, PROGRESS, SKIPPED),
                        running.failed(at, WHY))) {
            var job = house.restore(point, Map.of("newFileSystem", "true"));
            assertThat(house.restores.store(job.in(state))).isTrue();
            assertThat(house.restores.find(job.id())).contains(job.in(state).stored());
            assertThat(house.restores.store(job.in(state))).as("stored twice").isFalse();
        }
    }

    @Test
    void jobsOfOthersAreNotFound() {
        var backup = house.backUp("home");
        var restore = house.restore(point(), Map.of("newFileSystem", "true"));

        assertThat(house.backups.find("210987654321", "us-east-1", backup.id())).isEmpty();
        assertThat(house.backups.find(JobHouse.ACCOUNT, "eu-west-1", backup.id())).isEmpty();
        assertThat(house.restores.find("210987654321", "us-east-1", restore.id())).isEmpty();
        assertThat(house.restores.find(JobHouse.ACCOUNT, "eu-west-1", restore.id())).isEmpty();
        assertThat(house.restores.find(JobHouse.ACCOUNT, "us-east-1", restore.id()))
                .contains(restore);
    }

    @Test
    void progressIsStoredWhileAJobRunsAndNotOtherwise() {
        var backup = house.backUp("home");
        var restore = house.restore(point(), Map.of("newFileSystem", "true"));

        assertThat(house.backups.moved(backup.id(), PROGRESS)).isFalse();
        assertThat(house.restores.moved(restore.id(), PROGRESS)).isFalse();
        house.backups.store(backup.in(new BackupState.Created().started(now())));
        house.restores.store(restore.in(new RestoreState.Pending().started(now())));
        assertThat(house.backups.moved(backup.id(), PROGRESS)).isTrue();
        assertThat(house.restores.moved(restore.id(), PROGRESS)).isTrue();

        assertThat(house.backups.find(backup.id()).orElseThrow().state().progress())
                .isEqualTo(PROGRESS);
        assertThat(house.restores.find(restore.id()).orElseThrow().state().progress())
                .isEqualTo(PROGRESS);
    }

    @Test
    void listsOfBackupsAndRestoresAreFiltered() {
        var backup = house.backUp("home");
        house.vault(JobHouse.EAST, "other");
        var other = ended(house.backUp("other"));
        var restore = house.restore(point(), Map.of("newFileSystem", "true"));

        assertThat(backups(new BackupFilter(JobFilter.ALL, null))).hasSize(2);
        assertThat(backups(new BackupFilter(JobFilter.ALL, "home"))).containsExactly(backup);
        assertThat(backups(new BackupFilter(state("FAILED"), null)))
                .extracting(BackupJob::id)
                .containsExactly(other.id());
        assertThat(restores(JobFilter.ALL)).containsExactly(restore);
        assertThat(restores(state("FAILED"))).isEmpty();
    }

    @Test
    void aLogIsReadInTheOrderItWasTold() {
        var lines =
                IntStream.range(0, 1_200)
                        .mapToObj(i -> new JobLog.Line(now(), "line " + i))
                        .toList();
        house.log.add("A", lines.subList(0, 700));
        house.log.add("A", lines.subList(700, 1_200));
        house.log.add("B", List.of(new JobLog.Line(now(), "x".repeat(5_000))));

        assertThat(house.log.read("A", 0, 2_000)).isEqualTo(lines);
        assertThat(house.log.read("A", 1_100, 10)).isEqualTo(lines.subList(1_100, 1_110));
        assertThat(house.log.read("B", 0, 10).getFirst().text()).hasSize(4_096);
        house.log.clear("A");
        assertThat(house.log.read("A", 0, 10)).isEmpty();
        assertThat(house.log.read("B", 0, 10)).hasSize(1);
    }

    @Test
    void jobsAreForgottenAMonthAfterTheirEndWithLogAndToken() {
        var old = ended(house.backups.accept(order("old")));
        var waiting = house.backups.accept(order("waiting"));
        house.log.add(old.id(), List.of(new JobLog.Line(now(), "a line")));
        database.write(handle -> handle.execute("delete from scheduled_tasks"));
        var history =
                new History(
                        new Catalogue(
                                database, house.vaults, house.points, house.resources, house.log),
                        new Tokens(database),
                        house.clock,
                        Duration.ofDays(30),
                        List.of(house.backups::forget, house.restores::forget));

        house.clock.advance(Duration.ofDays(29));
        var young = ended(house.backUp("home"));
        database.write(handle -> handle.execute("delete from scheduled_tasks"));
        history.catchUp();
        assertThat(house.backups.accept(order("old")).id()).isEqualTo(old.id());

        house.clock.advance(Duration.ofDays(2));
        history.catchUp();
        history.close();

        assertThat(house.backups.find(old.id())).isEmpty();
        assertThat(house.log.read(old.id(), 0, 10)).isEmpty();
        assertThat(house.backups.find(young.id())).isPresent();
        assertThat(house.backups.find(waiting.id())).isPresent();
        assertThat(tokens()).containsExactly(waiting.id());
        assertThat(house.backups.accept(order("old")).id()).isNotEqualTo(old.id());
    }

    @Test
    void aJobWhoseStoreHasStillToBeCleanedIsNotForgotten() {
        ended(house.backUp("home"));
        house.clock.advance(Duration.ofDays(40));

        assertThat(house.backups.forget(house.clock.instant(), 10)).isEmpty();
        database.write(handle -> handle.execute("delete from scheduled_tasks"));
        assertThat(house.backups.forget(house.clock.instant(), 10)).hasSize(1);
    }

    @Test
    void jobsAreCountedByDayStateTypeAndCategory() {
        var today = house.clock.instant().truncatedTo(ChronoUnit.DAYS);
        ended(house.backUp("home"));
        ended(house.backUp("home"));
        house.backUp("home");

        var counts =
                house.backups.count(
                        JobHouse.ACCOUNT, "us-east-1", today, today.plus(2, ChronoUnit.DAYS));

        assertThat(counts).hasSize(2);
        assertThat(counts)
                .filteredOn(count -> count.state().equals("FAILED"))
                .singleElement()
                .satisfies(
                        count -> {
                            assertThat(count.jobs()).isEqualTo(2);
                            assertThat(count.category()).isEqualTo(MessageCategory.ACCESS_DENIED);
                            assertThat(count.resourceType()).isEqualTo("EFS");
                            assertThat(count.day()).isBetween(today, today.plusSeconds(86_400));
                        });
        assertThat(house.backups.count(JobHouse.ACCOUNT, "eu-west-1", today, today.plusSeconds(9)))
                .isEmpty();
    }

    private List<BackupJob> backups(BackupFilter filter) {
        return house.backups.list(JobHouse.ACCOUNT, "us-east-1", filter, PAGE).rows();
    }

    private static BackupOrder order(String token) {
        return new BackupOrder(
                JobHouse.EAST,
                new VaultName("home"),
                JobHouse.SHARE,
                JobHouse.ROLE,
                new Windows(Windows.DEFAULT_START, null),
                Lifecycle.NONE,
                Tags.NONE,
                Map.of(),
                token);
    }

    /** The jobs that tokens remember. */
    private List<String> tokens() {
        return database.read(
                handle ->
                        handle.createQuery("select job from idempotency_token")
                                .mapTo(String.class)
                                .list());
    }

    private List<RestoreJob> restores(JobFilter filter) {
        return house.restores.list(JobHouse.ACCOUNT, "us-east-1", filter, PAGE).rows();
    }

    private static JobFilter state(String state) {
        return new JobFilter(
                null, null, state, JobFilter.Period.ALWAYS, JobFilter.Period.ALWAYS, null);
    }

    private BackupJob ended(BackupJob job) {
        assertThat(house.backups.store(job.in(new BackupState.Created().failed(now(), WHY))))
                .isTrue();
        return job;
    }

    private RecoveryPoint point() {
        var point = SamplePoints.in(vault).make();
        house.points.add(point);
        return point;
    }

    private Instant now() {
        return house.clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
