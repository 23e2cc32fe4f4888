package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.copyhold.connect.postgres.Cluster;
import org.copyhold.connect.postgres.PostgresConnector;
import org.copyhold.control.backup.BackupJob;
import org.copyhold.control.backup.BackupState;
import org.copyhold.control.copy.CopyState;
import org.copyhold.control.job.Issues;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.control.resource.Substance;
import org.copyhold.control.restore.RestoreState;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Arn;
import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.MemoryBlobs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A database server that workers back up, copy and restore, on real stores. */
final class DatabaseRunsTest {
    private static final Arn ARN = Cluster.arn("shop");

    @TempDir static Path clusters;

    private static Cluster cluster;

    @TempDir Path folder;

    private final Map<String, BlobStore> blobs = new ConcurrentHashMap<>();
    private Database database;
    private JobHouse house;

    @BeforeAll
    static void make() {
        cluster = Cluster.make(clusters.resolve("shop"));
        cluster.execute(
                "create table stock (id int primary key, text text)",
                "insert into stock select n, repeat(md5(n::text), 20) from"
                        + " generate_series(1, 10000) n",
                "vacuum freeze");
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @BeforeEach
    void open() {
        if (!cluster.isRunning()) {
            cluster.start();
        }
        database = TestDatabases.sqlite(folder);
        open(0);
        house.vault(JobHouse.EAST, "home");
        house.resources.add(
                new DeclaredResource(
                        ARN,
                        new Substance.Remote(JobHouse.ACCOUNT, "us-east-1", "main"),
                        Tags.NONE));
    }

    private void open(long bytesPerSecond) {
        house =
                new JobHouse(
                                folder,
                                database,
                                at -> blobs.computeIfAbsent(at, MemoryBlobs::new),
                                new PostgresConnector(
                                        Map.of("main", cluster.server(bytesPerSecond))))
                        .started();
    }

    @AfterEach
    void close() {
        house.close();
        database.close();
    }

    private BackupState.Completed backedUp(BackupJob job) {
        var state = house.ended(job);
        assertThat(state).isInstanceOf(BackupState.Completed.class);
        var completed = (BackupState.Completed) state;
        assertThat(completed.issues()).isEqualTo(Issues.NONE);
        return completed;
    }

    private BackupJob accepted() {
        return house.backups.accept(JobHouse.backupOf(ARN, "home"));
    }

    private RecoveryPoint point(BackupJob job) {
        return house.points.findById(job.pointId()).orElseThrow();
    }

    @Test
    void aServerComesBackFromACopyInAnotherRegion() {
        var job = accepted();
        backedUp(job);
        assertThat(point(job).arn().toString())
                .isEqualTo(
                        "arn:aws:rds:us-east-1:123456789012:snapshot:awsbackup:job-"
                                + job.pointId());
        var copy = house.copy(point(job), house.vault(JobHouse.WEST, "away").arn(), null);
        assertThat(house.ended(copy)).isInstanceOf(CopyState.Completed.class);
        var copied = house.points.findById(copy.copyId()).orElseThrow();
        assertThat(copied.arn().toString())
                .startsWith("arn:aws:rds:eu-west-1:123456789012:snapshot:awsbackup:copyjob-");

        var restore = house.restore(copied, Map.of("DBInstanceIdentifier", "Shop-Again"));

        var state = house.ended(restore);
        assertThat(state).isInstanceOf(RestoreState.Completed.class);
        var created = ((RestoreState.Completed) state).created();
        assertThat(created).hasToString("arn:aws:rds:eu-west-1:123456789012:db:shop-again");
        var made = house.resources.find(created).orElseThrow().path().orElseThrow();
        try (var again = new Cluster(made)) {
            again.start();
            var sum = "select sum(hashtext(id || text)::bigint) from stock";
            assertThat(again.number(sum)).isEqualTo(cluster.number(sum));
        }
    }

    @Test
    void ofASecondBackupWhatDidNotChangeIsNotStoredAgain() {
        var first = backedUp(accepted()).progress();
        cluster.execute("update stock set text = 'changed' where id = 5000");

        var second = backedUp(accepted()).progress();

        assertThat(second.storedBytes()).isLessThan(first.storedBytes() / 5);
    }

    @Test
    void aServerKilledInMidBackupFailsTheJobAndLeavesNothing() {
        again(1 << 20);
        var job = accepted();
        await().atMost(Duration.ofSeconds(60)).until(DatabaseRunsTest::isSending);

        cluster.kill();

        var state = house.ended(job);
        assertThat(state)
                .isInstanceOfSatisfying(
                        BackupState.Failed.class,
                        failed ->
                                assertThat(failed.why().message())
                                        .startsWith("Backup job failed. Database server shop at ")
                                        .endsWith("Start the job again when it runs."));
        assertThat(house.points.findById(job.pointId())).isEmpty();
        cluster.start();
        again(0);
        backedUp(accepted());
    }

    @Test
    void aBackupThatARestartOfTheServiceCutsShortBeginsAnew() {
        again(1 << 20);
        var job = accepted();
        await().atMost(Duration.ofSeconds(60)).until(DatabaseRunsTest::isSending);

        again(0);

        backedUp(job);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> cluster.number("select count(*) from pg_replication_slots") == 0);
    }

    /** Stops the service, and starts it again with a limit. */
    private void again(long bytesPerSecond) {
        house.close();
        open(bytesPerSecond);
    }

    private static boolean isSending() {
        return cluster.number("select count(*) from pg_stat_replication where state = 'backup'")
                > 0;
    }
}
