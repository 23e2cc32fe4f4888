package org.copyhold.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * A server that is killed at any moment finishes every job by itself, once, and leaves nothing
 * behind; it tells of every change, and of none that did not come to be. Every second copy goes
 * into another account.
 */
class CrashTest {
    private static final int BACKUP_KILLS = 6;
    private static final int COPY_KILLS = 6;
    private static final int MEBIBYTES = 96;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private Told told = Told.NOTHING;

    @Test
    void jobsOfAKilledServerAreFinishedOnceByTheNext(@TempDir Path folder) throws Exception {
        System.out.println("CrashTest: replay with -Dseed=" + seed);
        try (var server = Server.in(folder, "cases/copyhold.yaml")) {
            Tree.make(server.share(), MEBIBYTES, seed);
            server.start();
            var destinations = destinations(server);
            var points = new ArrayList<String>();
            for (var i = 0; i < BACKUP_KILLS; i++) {
                change(server.share(), i);
                points.add(backupThroughAKill(server));
            }
            var copies = new ArrayList<String>();
            for (var i = 0; i < COPY_KILLS; i++) {
                copies.add(copyThroughAKill(server, points.get(i), destinations.get(i % 2)));
            }
            assertNothingLostAndNothingTwice(server, points, copies);
        }
    }

    /** A vault of the same account and one of another, which lets copies in. */
    private static List<String> destinations(Server server) {
        try (var east = server.client(Region.US_EAST_1);
                var west = server.client(Region.EU_WEST_1);
                var other = server.client(Region.EU_WEST_1, "stranger")) {
            east.createBackupVault(b -> b.backupVaultName("crash"));
            east.updateGlobalSettings(
                    b -> b.globalSettings(Map.of("isCrossAccountBackupEnabled", "true")));
            var ours = west.createBackupVault(b -> b.backupVaultName("crash-copy"));
            var theirs = other.createBackupVault(b -> b.backupVaultName("crash-copy"));
            other.putBackupVaultAccessPolicy(
                    b ->
                            b.backupVaultName("crash-copy")
                                    .policy(
                                            """
                                            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                                            "Principal": {"AWS": "123456789012"}, "Resource": "*",
                                            "Action": "backup:CopyIntoBackupVault"}]}
                                            """));
            return List.of(ours.backupVaultArn(), theirs.backupVaultArn());
        }
    }

    private String backupThroughAKill(Server server) throws Exception {
        String job;
        try (var east = server.client(Region.US_EAST_1)) {
            job = new Jobs(east).startBackup("crash");
        }
        killAndRestart(server, 900);
        try (var east = server.client(Region.US_EAST_1)) {
            var ended = new Jobs(east).ended(job);
            assertThat(ended.stateAsString())
                    .as("seed %d: %s", seed, ended.statusMessage())
                    .isEqualTo("COMPLETED");
            return ended.recoveryPointArn();
        }
    }

    private String copyThroughAKill(Server server, String point, String destination)
            throws Exception {
        String job;
        try (var east = server.client(Region.US_EAST_1)) {
            job = new Jobs(east).startCopy(point, "crash", destination);
        }
        killAndRestart(server, 300);
        try (var east = server.client(Region.US_EAST_1)) {
            assertNothingWasToldTooEarly(east);
            var ended = new Jobs(east).endedCopy(job);
            assertThat(ended.stateAsString())
                    .as("seed %d: %s", seed, ended.statusMessage())
                    .isEqualTo("COMPLETED");
            return ended.destinationRecoveryPointArn();
        }
    }

    private void killAndRestart(Server server, int withinMillis) throws Exception {
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(withinMillis)).toNanos());
        server.kill();
        told = Told.in(server.folder().resolve("events.jsonl"));
        server.start();
    }

    /** A copy that was told to be there when the server was killed is there. */
    private void assertNothingWasToldTooEarly(BackupClient east) {
        for (var job : told.jobs("Copy Job State Change", "COMPLETED")) {
            var copy = east.describeCopyJob(b -> b.copyJobId(job)).copyJob();
            assertThat(copy.stateAsString())
                    .as("seed %d: %s was told to have completed", seed, job)
                    .isEqualTo("COMPLETED");
        }
    }

    /** Each job's states, in order; any of them more than once. */
    private void assertEverythingWasTold(Server server, List<String> copies) throws Exception {
        var all = Told.in(server.folder().resolve("events.jsonl"));
        var completed = all.jobs("Copy Job State Change", "COMPLETED");
        assertThat(completed).as("seed %d", seed).hasSize(copies.size());
        for (var job : completed) {
            assertThat(all.states(job))
                    .as("seed %d: %s", seed, job)
                    .startsWith("CREATED")
                    .contains("RUNNING")
                    .endsWith("COMPLETED");
        }
        assertThat(all.jobs("Backup Job State Change", "COMPLETED"))
                .as("seed %d", seed)
                .hasSize(BACKUP_KILLS);
    }

    /** Every backup finds about a third of the data new. */
    private void change(Path share, int round) throws Exception {
        for (var i = round % 3; i < MEBIBYTES; i += 3) {
            var file = share.resolve("d" + i % 5).resolve("file-" + i);
            var content = new byte[1 << 20];
            random.nextBytes(content);
            Files.write(file, content);
            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(round)));
        }
    }

    private void assertNothingLostAndNothingTwice(
            Server server, List<String> points, List<String> copies) throws Exception {
        try (var east = server.client(Region.US_EAST_1);
                var west = server.client(Region.EU_WEST_1);
                var other = server.client(Region.EU_WEST_1, "stranger")) {
            assertThat(pointsOf(east, "crash")).containsExactlyInAnyOrderElementsOf(points);
            var arrived = new ArrayList<>(pointsOf(west, "crash-copy"));
            arrived.addAll(pointsOf(other, "crash-copy"));
            assertThat(arrived).containsExactlyInAnyOrderElementsOf(copies);
            var restore =
                    new Jobs(other, "arn:aws:iam::210987654321:role/Restore")
                            .restore(copies.getLast(), Map.of("newFileSystem", "true"));
            assertThat(restore.statusAsString())
                    .as("seed %d: %s", seed, restore.statusMessage())
                    .isEqualTo("COMPLETED");
            Tree.assertSame(server.share(), server.restored(restore.createdResourceArn()));
        }
        assertThat(server.terminate(Duration.ofSeconds(10))).isTrue();
        assertEverythingWasTold(server, copies);
        var check = server.call("store", "check", "--read-data");
        assertThat(check.exit()).as("seed %d: %s", seed, check.output()).isZero();
        try (var files = Files.walk(server.folder().resolve("stores"))) {
            assertThat(files.filter(Files::isRegularFile).map(Path::toString))
                    .as("seed %d: half-written files", seed)
                    .noneMatch(name -> name.contains("/main/tmp/"));
        }
        for (var region : List.of("us-east-1", "eu-west-1")) {
            try (var roots = Files.walk(server.folder().resolve("stores/" + region))) {
                assertThat(roots.filter(path -> path.endsWith("root")))
                        .as("seed %d: root records in %s", seed, region)
                        .hasSize(points.size());
            }
        }
    }

    private static List<String> pointsOf(BackupClient client, String vault) {
        return client
                .listRecoveryPointsByBackupVault(b -> b.backupVaultName(vault))
                .recoveryPoints()
                .stream()
                .map(RecoveryPointByBackupVault::recoveryPointArn)
                .toList();
    }
}
