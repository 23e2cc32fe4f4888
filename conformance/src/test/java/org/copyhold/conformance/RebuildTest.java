package org.copyhold.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What is left when the database is gone. */
class RebuildTest {
    private static final String POLICY =
            """
            {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*",
             "Action": "backup:DeleteRecoveryPoint", "Resource": "*"}}
            """;

    @TempDir Path folder;
    private Server server;
    private String point;
    private String copy;

    @BeforeEach
    void backUpAndCopy() throws Exception {
        server = Server.in(folder);
        Tree.make(server.share(), 6, 5);
        server.start();
        try (var east = server.client(Region.US_EAST_1);
                var west = server.client(Region.EU_WEST_1)) {
            east.createBackupVault(
                    b -> b.backupVaultName("lost").backupVaultTags(Map.of("a", "b")));
            east.createBackupVault(b -> b.backupVaultName("gone"));
            east.createBackupVault(b -> b.backupVaultName("empty"));
            var to = west.createBackupVault(b -> b.backupVaultName("lost-copy"));
            point = new Jobs(east).backup("lost").recoveryPointArn();
            copy =
                    new Jobs(east)
                            .copy(point, "lost", to.backupVaultArn())
                            .destinationRecoveryPointArn();
            east.deleteBackupVault(b -> b.backupVaultName("gone"));
            east.tagResource(b -> b.resourceArn(point).tags(Map.of("case", "rebuild")));
            west.updateRecoveryPointLifecycle(
                    b ->
                            b.backupVaultName("lost-copy")
                                    .recoveryPointArn(copy)
                                    .lifecycle(l -> l.deleteAfterDays(400L)));
            west.putBackupVaultLockConfiguration(
                    b ->
                            b.backupVaultName("lost-copy")
                                    .minRetentionDays(7L)
                                    .maxRetentionDays(500L));
            east.putBackupVaultAccessPolicy(b -> b.backupVaultName("lost").policy(POLICY));
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whenTheDatabaseIsLostRecoveryPointsComeBackAsTheyWere() throws Exception {
        var points =
                Map.of("lost", described("lost", point), "lost-copy", described("lost-copy", copy));
        var vaults = vaults();
        loseDatabase();
        assertRestoresWithoutADatabase();
        assertOnlyTheRightKeyRebuilds();

        var rebuilt = server.call("store", "rebuild");

        assertThat(rebuilt.exit()).as(rebuilt.output()).isZero();
        assertThat(rebuilt.output()).contains("3 vaults, 2 recovery points");
        assertThat(server.call("store", "rebuild").output()).contains("not lost");
        server.start();
        assertThat(vaults()).isEqualTo(vaults);
        assertThat(described("lost", point)).isEqualTo(points.get("lost"));
        assertThat(described("lost-copy", copy)).isEqualTo(points.get("lost-copy"));
        assertTheRestIsThere();
        assertRestoresAndCopies();
        assertAnotherBackupAddsNoContent();
        succeeds("store", "check");
        succeeds("store", "check", "--with-keys");
    }

    private void assertOnlyTheRightKeyRebuilds() throws Exception {
        var key = folder.resolve("data/master.key");
        var backup = folder.resolve("master-key.backup").toString();
        var passphrase = folder.resolve("passphrase");
        Files.writeString(passphrase, "five words make a passphrase\n");
        succeeds("master-key", "backup", backup, "--passphrase-file", passphrase.toString());
        Files.delete(key);
        var missing = server.call("store", "rebuild");
        assertThat(missing.exit()).isEqualTo(1);
        assertThat(missing.output()).contains("master.key");
        assertThat(key).doesNotExist();

        Files.writeString(key, "cd".repeat(32) + "\n");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        var wrong = server.call("store", "rebuild");
        assertThat(wrong.exit()).as(wrong.output()).isEqualTo(1);
        assertThat(wrong.output()).contains("not the one");
        assertThat(server.call("serve").output()).contains("has not ended");
        Files.delete(key);
        succeeds("master-key", "restore", backup, "--passphrase-file", passphrase.toString());
    }

    private void assertRestoresWithoutADatabase() throws Exception {
        var store = folder.resolve("stores/eu-west-1").resolve(Server.ACCOUNT).resolve("main");
        var target = folder.resolve("offline");
        succeeds("store", "restore", "--store", store.toString(), "--to", target.toString(), copy);
        try (var made = Files.list(target)) {
            Tree.assertSame(server.share(), made.findFirst().orElseThrow());
        }
    }

    private void succeeds(String... command) throws Exception {
        var outcome = server.call(command);
        assertThat(outcome.exit()).as(outcome.output()).isZero();
    }

    private void loseDatabase() throws Exception {
        assertThat(server.terminate(Duration.ofSeconds(10))).isTrue();
        for (var name : new String[] {"copyhold.db", "copyhold.db-wal", "copyhold.db-shm"}) {
            Files.deleteIfExists(folder.resolve("data").resolve(name));
        }
    }

    private String described(String vault, String arn) {
        try (var client =
                server.client(vault.equals("lost") ? Region.US_EAST_1 : Region.EU_WEST_1)) {
            return client.describeRecoveryPoint(b -> b.backupVaultName(vault).recoveryPointArn(arn))
                    .toString();
        }
    }

    private String vaults() {
        try (var east = server.client(Region.US_EAST_1);
                var west = server.client(Region.EU_WEST_1)) {
            return east.listBackupVaults().backupVaultList().toString()
                    + west.listBackupVaults().backupVaultList();
        }
    }

    private void assertTheRestIsThere() {
        try (var east = server.client(Region.US_EAST_1)) {
            assertThat(east.listTags(b -> b.resourceArn(point)).tags())
                    .containsEntry("case", "rebuild");
            assertThat(east.getBackupVaultAccessPolicy(b -> b.backupVaultName("lost")).policy())
                    .isEqualTo(POLICY);
            var vault = east.describeBackupVault(b -> b.backupVaultName("lost"));
            assertThat(vault.numberOfRecoveryPoints()).isEqualTo(1);
            assertThat(east.listTags(b -> b.resourceArn(vault.backupVaultArn())).tags())
                    .containsEntry("a", "b");
        }
    }

    private void assertRestoresAndCopies() throws Exception {
        try (var east = server.client(Region.US_EAST_1);
                var west = server.client(Region.EU_WEST_1)) {
            assertRestores(west, copy);
            assertRestores(east, point);
            var to = west.createBackupVault(b -> b.backupVaultName("again"));
            var again = new Jobs(east).copy(point, "lost", to.backupVaultArn());
            assertThat(again.stateAsString()).as(again.statusMessage()).isEqualTo("COMPLETED");
        }
    }

    private void assertRestores(BackupClient client, String arn) throws Exception {
        var restore = new Jobs(client).restore(arn, Map.of("newFileSystem", "true"));
        assertThat(restore.statusAsString()).as(restore.statusMessage()).isEqualTo("COMPLETED");
        Tree.assertSame(server.share(), server.restored(restore.createdResourceArn()));
    }

    /** Every file is read again, as its time is another, and nothing of it is stored again. */
    private void assertAnotherBackupAddsNoContent() throws Exception {
        var before = bytesOfPacks();
        try (var files = Files.walk(server.share())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
            }
        }
        try (var east = server.client(Region.US_EAST_1)) {
            var job = new Jobs(east).backup("lost");
            assertThat(job.stateAsString()).as(job.statusMessage()).isEqualTo("COMPLETED");
        }
        assertThat(bytesOfPacks() - before).isLessThan(before / 20);
    }

    private long bytesOfPacks() throws IOException {
        try (var files = Files.walk(folder.resolve("stores/us-east-1"))) {
            return files.filter(it -> it.toString().contains("/packs/"))
                    .filter(Files::isRegularFile)
                    .mapToLong(it -> it.toFile().length())
                    .sum();
        }
    }
}
