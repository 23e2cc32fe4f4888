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
import java.time.Duration;
import java.util.Map;

/** What is cold lies in the cold store, whole, and comes back from there. */
class ColdTest {
    @TempDir Path folder;
    private Server server;
    private String point;

    @BeforeEach
    void backUpAndWait() throws Exception {
        server = Server.in(folder, "cold.yaml");
        Tree.make(server.share(), 6, 5);
        server.start();
        try (var east = server.client(Region.US_EAST_1)) {
            east.createBackupVault(b -> b.backupVaultName("ice"));
            var job =
                    east.startBackupJob(
                            b ->
                                    b.backupVaultName("ice")
                                            .resourceArn(Server.RESOURCE)
                                            .iamRoleArn(Server.ROLE)
                                            .lifecycle(
                                                    l ->
                                                            l.moveToColdStorageAfterDays(1L)
                                                                    .deleteAfterDays(100L)));
            point = new Jobs(east).ended(job.backupJobId()).recoveryPointArn();
        }
        var advanced = server.post("/copyhold/testing/advance-clock", "{\"by\":\"P1D\"}");
        assertThat(advanced.statusCode()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void itsBytesLeaveTheWarmStoreAndItIsRestoredCopiedAndRebuilt() throws Exception {
        succeeds("store", "gc");
        assertThat(packs("stores/us-east-1")).isZero();
        assertThat(packs("cold/us-east-1")).isPositive();
        var described = described();
        assertThat(described).contains("StorageClass=COLD");
        assertRestores();
        assertIsCopied();

        assertThat(server.terminate(Duration.ofSeconds(10))).isTrue();
        assertRestoresFromTheColdFolderAlone();
        for (var name : new String[] {"copyhold.db", "copyhold.db-wal", "copyhold.db-shm"}) {
            Files.deleteIfExists(folder.resolve("data").resolve(name));
        }
        succeeds("store", "rebuild");
        server.start();

        assertThat(described()).isEqualTo(described);
        assertRestores();
        succeeds("store", "check");
        succeeds("store", "check", "--with-keys");
    }

    private void assertIsCopied() {
        try (var east = server.client(Region.US_EAST_1);
                var west = server.client(Region.EU_WEST_1)) {
            var to = west.createBackupVault(b -> b.backupVaultName("thaw")).backupVaultArn();
            var copy = new Jobs(east).copy(point, "ice", to);
            assertThat(copy.stateAsString()).as(copy.statusMessage()).isEqualTo("COMPLETED");
        }
    }

    private void assertRestores() throws Exception {
        try (BackupClient east = server.client(Region.US_EAST_1)) {
            var restore = new Jobs(east).restore(point, Map.of("newFileSystem", "true"));
            assertThat(restore.statusAsString()).as(restore.statusMessage()).isEqualTo("COMPLETED");
            Tree.assertSame(server.share(), server.restored(restore.createdResourceArn()));
        }
    }

    private void assertRestoresFromTheColdFolderAlone() throws Exception {
        var store = folder.resolve("cold/us-east-1").resolve(Server.ACCOUNT).resolve("main");
        var target = folder.resolve("offline");
        succeeds("store", "restore", "--store", store.toString(), "--to", target.toString(), point);
        try (var made = Files.list(target)) {
            Tree.assertSame(server.share(), made.findFirst().orElseThrow());
        }
    }

    private String described() {
        try (var east = server.client(Region.US_EAST_1)) {
            return east.describeRecoveryPoint(b -> b.backupVaultName("ice").recoveryPointArn(point))
                    .toString();
        }
    }

    private void succeeds(String... command) throws Exception {
        var outcome = server.call(command);
        assertThat(outcome.exit()).as(outcome.output()).isZero();
    }

    private long packs(String below) throws IOException {
        try (var files = Files.walk(folder.resolve(below))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("/packs/"))
                    .count();
        }
    }
}
