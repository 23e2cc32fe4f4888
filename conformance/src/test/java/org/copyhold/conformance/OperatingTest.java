package org.copyhold.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.model.CopyJob;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What an operator does to a server, and what goes wrong around one. */
class OperatingTest {
    @TempDir Path folder;

    @Test
    void aJobInterruptedBySigtermGoesOnAfterTheNextStart() throws Exception {
        try (var server = Server.in(folder)) {
            Tree.make(server.share(), 200, 3);
            server.start();
            String job;
            try (var east = server.client(Region.US_EAST_1)) {
                east.createBackupVault(b -> b.backupVaultName("stop"));
                job = new Jobs(east).startBackup("stop");
            }
            assertThat(server.terminate(Duration.ofSeconds(10))).isTrue();
            server.start();
            try (var east = server.client(Region.US_EAST_1)) {
                var ended = new Jobs(east).ended(job);
                assertThat(ended.stateAsString()).as(ended.statusMessage()).isEqualTo("COMPLETED");
            }
        }
    }

    @Test
    void aSecondServerOnTheSameDataFolderAndOneOnATakenPortSayWhyTheyDoNotStart() throws Exception {
        try (var server = Server.in(folder).start()) {
            var second = server.call("serve");
            assertThat(second.exit()).isNotZero();
            assertThat(second.output()).contains("data").contains("another");

            var configuration = folder.resolve("copyhold.yaml");
            var text = Files.readString(configuration);
            Files.writeString(configuration, text.replace("data: ./data", "data: ./other"));
            var third = server.call("serve");
            assertThat(third.exit()).isNotZero();
            assertThat(third.output()).contains(String.valueOf(server.endpoint().getPort()));
        }
    }

    @Test
    void aMissingOrWrongMasterKeyStopsTheStartAndTheRightOneStartsItAgain() throws Exception {
        try (var server = Server.in(folder).start()) {
            try (var east = server.client(Region.US_EAST_1)) {
                east.createBackupVault(b -> b.backupVaultName("key"));
            }
            assertThat(server.terminate(Duration.ofSeconds(10))).isTrue();
            var key = folder.resolve("data/master.key");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
            var right = Files.readString(key);

            Files.delete(key);
            var missing = server.call("serve");
            assertThat(missing.exit()).isNotZero();
            assertThat(missing.output()).contains("master.key");
            assertThat(key).doesNotExist();

            Files.writeString(key, "ab".repeat(32) + "\n");
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            var wrong = server.call("serve");
            assertThat(wrong.exit()).isNotZero();
            assertThat(wrong.output()).contains("master.key");

            Files.writeString(key, right);
            server.start();
        }
    }

    @Test
    void aKeyIsRotatedWhileTheServerIsStoppedAndWhatItWrappedIsRestored() throws Exception {
        try (var server = Server.in(folder)) {
            Tree.make(server.share(), 2, 6);
            server.start();
            String point;
            String vault;
            try (var east = server.client(Region.US_EAST_1)) {
                vault = east.createBackupVault(b -> b.backupVaultName("keys")).backupVaultArn();
                point = new Jobs(east).backup("keys").recoveryPointArn();
            }
            assertThat(server.terminate(Duration.ofSeconds(10))).isTrue();
            assertThat(server.call("vault-key", "rotate", vault).output()).contains("version 2");
            assertThat(server.call("vault-key", "list").output())
                    .containsPattern("keys +arn:aws:kms\\S+ +2 +enabled +none");
            assertThat(server.call("vault-key", "disable", vault + "x").exit()).isNotZero();
            server.start();
            try (var east = server.client(Region.US_EAST_1)) {
                var restore = new Jobs(east).restore(point, Map.of("newFileSystem", "true"));
                assertThat(restore.statusAsString()).isEqualTo("COMPLETED");
                Tree.assertSame(server.share(), server.restored(restore.createdResourceArn()));
            }
        }
    }

    @Test
    void aFlippedBitInASourcePackFailsTheCopyAndNamesFrameAndRecoveryPoint() throws Exception {
        try (var server = Server.in(folder)) {
            Tree.make(server.share(), 4, 4);
            server.start();
            try (var east = server.client(Region.US_EAST_1);
                    var west = server.client(Region.EU_WEST_1)) {
                east.createBackupVault(b -> b.backupVaultName("bit"));
                var to = west.createBackupVault(b -> b.backupVaultName("bit-copy"));
                var point = new Jobs(east).backup("bit").recoveryPointArn();
                flipABit(largestPack("us-east-1"));

                var copy = new Jobs(east).copy(point, "bit", to.backupVaultArn());

                assertThat(copy.stateAsString()).isEqualTo("FAILED");
                assertThat(copy.statusMessage())
                        .containsPattern("[0-9a-f]{64}")
                        .contains(
                                point.substring(point.lastIndexOf(':') + 1)
                                        .toLowerCase(java.util.Locale.ROOT));
                assertThat(
                                west.listRecoveryPointsByBackupVault(
                                                b -> b.backupVaultName("bit-copy"))
                                        .recoveryPoints())
                        .isEmpty();
            }
            assertThat(server.terminate(Duration.ofSeconds(10))).isTrue();
            var check = server.call("store", "check", "--read-data");
            assertThat(check.exit()).isNotZero();
            assertThat(check.output()).containsPattern("[0-9a-f]{64}");
        }
    }

    private Path largestPack(String region) throws Exception {
        try (var files = Files.walk(folder.resolve("stores").resolve(region))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("/packs/"))
                    .max(java.util.Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    private static void flipABit(Path pack) throws Exception {
        pack.toFile().setWritable(true);
        try (var file = new RandomAccessFile(pack.toFile(), "rw")) {
            var at = file.length() / 2;
            file.seek(at);
            var old = file.read();
            file.seek(at);
            file.write(old ^ 0x10);
        }
    }

    @Test
    void aFolderThatIsGoneFailsTheBackupAndNamesIt() throws Exception {
        try (var server = Server.in(folder).start();
                var east = server.client(Region.US_EAST_1)) {
            Files.delete(server.share());
            east.createBackupVault(b -> b.backupVaultName("gone"));
            var job = new Jobs(east).backup("gone");
            assertThat(job.stateAsString()).isEqualTo("FAILED");
            assertThat(job.statusMessage()).contains(server.share().toString());
        }
    }

    @Test
    void resourcesAndAccessKeysAreManagedWhileTheServerRunsAndWhenItIsStopped() throws Exception {
        var arn =
                "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0000000000000aaaa";
        try (var server = Server.in(folder).start()) {
            Files.createDirectories(folder.resolve("more"));
            var added = server.call("resource", "add", arn, "more");
            assertThat(added.exit()).as(added.output()).isZero();
            assertThat(server.call("resource", "list").output())
                    .contains(arn)
                    .contains(folder.resolve("more").toString());
            var stack = "arn:aws:cloudformation:us-east-1:123456789012:stack/shop/1";
            var composed =
                    server.call(
                            "resource", "add", stack, "--member", "Files=" + arn, "--tag", "a=b");
            assertThat(composed.exit()).as(composed.output()).isZero();
            assertThat(server.call("resource", "list").output())
                    .contains(stack + "  {Files=" + arn + "}  tags {a=b}");
            assertThat(server.call("resource", "add", stack, "more").exit()).isEqualTo(1);
            var key = server.call("access-key", "create");
            assertThat(key.exit()).as(key.output()).isZero();
            assertThat(server.terminate(Duration.ofSeconds(10))).isTrue();

            assertThat(server.call("resource", "list").output()).contains(arn);
            assertThat(server.call("access-key", "list").output()).contains("testing");
            var removed = server.call("resource", "remove", arn);
            assertThat(removed.exit()).as(removed.output()).isZero();
            assertThat(server.call("resource", "list").output().lines())
                    .noneMatch(line -> line.startsWith(arn));
        }
    }

    @Test
    void resetForgetsVaultsAndJobsAndKeepsResources() throws Exception {
        try (var server = Server.in(folder).start();
                var east = server.client(Region.US_EAST_1)) {
            east.createBackupVault(b -> b.backupVaultName("reset"));
            var point = new Jobs(east).backup("reset").recoveryPointArn();
            assertThat(point).isNotEmpty();

            assertThat(server.post("/copyhold/testing/reset", "").statusCode()).isEqualTo(200);

            assertThat(east.listBackupVaults().backupVaultList()).isEmpty();
            assertThat(east.listBackupJobs().backupJobs()).isEmpty();
            east.createBackupVault(b -> b.backupVaultName("reset"));
            var again = new Jobs(east).backup("reset");
            assertThat(again.stateAsString()).as(again.statusMessage()).isEqualTo("COMPLETED");
        }
    }

    @Test
    void theClockOfJobsCanBeAdvancedButNotTheDateOfAnswers() throws Exception {
        try (var server = Server.in(folder).start();
                var east = server.client(Region.US_EAST_1)) {
            var answer = server.post("/copyhold/testing/advance-clock", "{\"by\":\"P35D\"}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);

            var vault = east.createBackupVault(b -> b.backupVaultName("later"));

            var ahead = Duration.between(java.time.Instant.now(), vault.creationDate());
            assertThat(ahead).isBetween(Duration.ofDays(34), Duration.ofDays(36));
        }
    }

    @Test
    void serveWithoutConfigurationStartsAtOnceAndPrintsHowToReachIt() throws Exception {
        var line = new ArrayList<>(Program.commandLine());
        line.add("serve");
        var output = folder.resolve("first-start.log");
        var process =
                new ProcessBuilder(line)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () ->
                                    !process.isAlive()
                                            || Files.readString(output)
                                                    .contains("export AWS_SECRET_ACCESS_KEY="));
            assertThat(Files.readString(output))
                    .contains("export AWS_ENDPOINT_URL=http://127.0.0.1:")
                    .contains("export AWS_DEFAULT_REGION=")
                    .contains("export AWS_ACCESS_KEY_ID=")
                    .contains("aws backup ");
            assertThat(folder.resolve("data")).isDirectory();
        } finally {
            process.destroy();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aFullOrReadOnlyDestinationFailsTheCopyWhichSucceedsOnceThereIsRoom() throws Exception {
        var store = folder.resolve("stores/eu-west-1");
        try (var mount = Mount.at(store, "3m");
                var server = Server.in(folder)) {
            Tree.make(server.share(), 8, 5);
            server.start();
            try (var east = server.client(Region.US_EAST_1);
                    var west = server.client(Region.EU_WEST_1)) {
                east.createBackupVault(b -> b.backupVaultName("room"));
                var to = west.createBackupVault(b -> b.backupVaultName("room-copy"));
                var point = new Jobs(east).backup("room").recoveryPointArn();

                assertFailsNaming(store, new Jobs(east).copy(point, "room", to.backupVaultArn()));
                assertNothingWrittenIn(store);
                mount.writable("100m");
                mount.readOnly();
                assertFailsNaming(store, new Jobs(east).copy(point, "room", to.backupVaultArn()));
                mount.writable("100m");

                var copy = new Jobs(east).copy(point, "room", to.backupVaultArn());
                assertThat(copy.stateAsString()).as(copy.statusMessage()).isEqualTo("COMPLETED");
                var restore =
                        new Jobs(west)
                                .restore(
                                        copy.destinationRecoveryPointArn(),
                                        Map.of("newFileSystem", "true"));
                assertThat(restore.statusAsString())
                        .as(restore.statusMessage())
                        .isEqualTo("COMPLETED");
                Tree.assertSame(server.share(), server.restored(restore.createdResourceArn()));
            }
        }
    }

    private static void assertFailsNaming(Path store, CopyJob copy) {
        assertThat(copy.stateAsString()).isEqualTo("FAILED");
        assertThat(copy.statusMessage()).contains(store.toString());
    }

    private static void assertNothingWrittenIn(Path store) throws Exception {
        try (var files = Files.walk(store)) {
            assertThat(files.filter(Files::isRegularFile).map(Path::toString))
                    .noneMatch(name -> name.contains("/packs/") || name.contains("/points/"));
        }
    }
}
