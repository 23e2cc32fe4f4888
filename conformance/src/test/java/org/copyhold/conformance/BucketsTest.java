package org.copyhold.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.model.CopyJob;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Copies from folders into a bucket, from there into another bucket of the same endpoint, and back
 * into folders: undisturbed, and through servers that are killed at any moment. {@code -Dkills=50}
 * kills each path so often.
 */
class BucketsTest {
    private static final int MEBIBYTES = 24;
    private static final long REDONE_AT_MOST = 256L << 20;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final int kills = Integer.getInteger("kills", 1);
    private final Random random = new Random(seed);
    private final Map<Region, String> vaults = new HashMap<>();

    @Test
    void copiesReachBucketsAndComeBackThroughAnyKill(@TempDir Path folder) throws Exception {
        System.out.println("BucketsTest: replay with -Dseed=" + seed + " -Dkills=" + kills);
        try (var buckets = new Buckets();
                var server = Server.in(folder, "buckets.yaml")) {
            buckets.into(server);
            Tree.make(server.share(), MEBIBYTES, seed);
            server.start();
            for (var region : new Region[] {Region.US_EAST_1, Region.EU_WEST_1, Region.US_WEST_2}) {
                try (var client = server.client(region)) {
                    var made = client.createBackupVault(b -> b.backupVaultName("buckets"));
                    vaults.put(region, made.backupVaultArn());
                }
            }
            round(server, buckets, false);
            assertThat(buckets.copies()).as("packs that the endpoint copied").isPositive();
            for (int i = 0; i < kills; i++) {
                change(server.share(), i);
                round(server, buckets, true);
            }
            assertSound(server);
        }
    }

    /** A backup, and its way through all stores; what came back is the tree. */
    private void round(Server server, Buckets buckets, boolean kill) throws Exception {
        String point;
        try (var east = server.client(Region.US_EAST_1)) {
            point = new Jobs(east).backup("buckets").recoveryPointArn();
        }
        long before = buckets.bytesInVain();
        var inBucket = copy(server, point, Region.US_EAST_1, Region.EU_WEST_1, kill);
        var redone = buckets.bytesInVain() - before;
        System.out.println("BucketsTest: at most " + redone + " bytes sent again");
        assertThat(redone).as("seed %d: bytes sent again", seed).isLessThan(REDONE_AT_MOST);
        var inOther = copy(server, arn(inBucket), Region.EU_WEST_1, Region.US_WEST_2, kill);
        var back = copy(server, arn(inOther), Region.US_WEST_2, Region.US_EAST_1, kill);
        try (var east = server.client(Region.US_EAST_1);
                var west = server.client(Region.US_WEST_2)) {
            for (var jobs :
                    Map.of(arn(back), new Jobs(east), arn(inOther), new Jobs(west)).entrySet()) {
                var restore =
                        jobs.getValue().restore(jobs.getKey(), Map.of("newFileSystem", "true"));
                assertThat(restore.statusAsString())
                        .as("seed %d: %s", seed, restore.statusMessage())
                        .isEqualTo("COMPLETED");
                Tree.assertSame(server.share(), server.restored(restore.createdResourceArn()));
            }
        }
    }

    private static String arn(CopyJob copy) {
        return copy.destinationRecoveryPointArn();
    }

    private CopyJob copy(Server server, String point, Region from, Region to, boolean kill)
            throws Exception {
        String job;
        try (var client = server.client(from)) {
            job = new Jobs(client).startCopy(point, "buckets", requireNonNull(vaults.get(to)));
        }
        if (kill) {
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(600)).toNanos());
            server.kill();
            server.start();
        }
        try (var client = server.client(from)) {
            var ended = new Jobs(client).endedCopy(job);
            assertThat(ended.stateAsString())
                    .as("seed %d, %s to %s: %s", seed, from, to, ended.statusMessage())
                    .isEqualTo("COMPLETED");
            return ended;
        }
    }

    /** About a third of the data becomes new. */
    private void change(Path share, int round) throws Exception {
        for (var i = round % 3; i < MEBIBYTES; i += 3) {
            var file = share.resolve("d" + i % 5).resolve("file-" + i);
            var content = new byte[1 << 20];
            random.nextBytes(content);
            Files.write(file, content);
            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(round)));
        }
    }

    private void assertSound(Server server) throws Exception {
        assertThat(server.log()).doesNotContain("secret-of-buckets");
        assertThat(server.terminate(Duration.ofSeconds(10))).isTrue();
        var check = server.call("store", "check");
        assertThat(check.exit()).as("seed %d: %s", seed, check.output()).isZero();
        try (var spool = Files.list(server.folder().resolve("data/spool"))) {
            assertThat(spool).as("what waited to be sent").isEmpty();
        }
    }
}
