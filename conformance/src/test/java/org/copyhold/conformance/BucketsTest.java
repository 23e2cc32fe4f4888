package org.copyhold.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.conformance.BucketsScene.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.backup.model.CopyJob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Copies from folders into a bucket, from there into another bucket of the same endpoint, into one
 * of another endpoint, and back into folders: undisturbed, and through servers that are killed at
 * any moment. {@code -Dkills=50} kills each path so often; {@code -Dmebibytes=400} lets each copy
 * bring that much.
 */
class BucketsTest {
    private static final int MEBIBYTES = Integer.getInteger("mebibytes", 24);
    private static final int KILLS_ON_ONE_SCENE = 5;
    private static final long REDONE_AT_MOST = 256L << 20;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final int kills = Integer.getInteger("kills", 1);
    private final Random random = new Random(seed);
    private final Map<Way, Long> mostRedone = new EnumMap<>(Way.class);

    @Test
    void copiesReachBucketsAndComeBackThroughAnyKill(@TempDir Path folder) throws Exception {
        System.out.println(
                "BucketsTest: replay with -Dseed=%d -Dkills=%d -Dmebibytes=%d"
                        .formatted(seed, kills, MEBIBYTES));
        for (int done = 0; done < kills; done += KILLS_ON_ONE_SCENE) {
            var place = folder.resolve("from-kill-" + done);
            play(place, Math.min(KILLS_ON_ONE_SCENE, kills - done));
            remove(place);
        }
        mostRedone.forEach(
                (way, bytes) ->
                        System.out.printf(
                                "BucketsTest: %d kills, %s: at most %,d bytes again%n",
                                kills, way, bytes));
    }

    private void play(Path folder, int times) throws Exception {
        try (var scene = BucketsScene.in(folder, kills > 1)) {
            Tree.make(scene.server().share(), MEBIBYTES, seed);
            scene.start();
            round(scene, false);
            assertThat(scene.packsCopiedByStorage()).isPositive();
            for (int i = 0; i < times; i++) {
                change(scene.server().share(), i);
                round(scene, true);
            }
            assertSound(scene.server());
        }
    }

    /** A backup, and its way through all stores; what came back is the tree. */
    private void round(BucketsScene scene, boolean kill) throws Exception {
        var server = scene.server();
        String point;
        try (var client = server.client(Way.TO_BUCKET.from())) {
            point = new Jobs(client).backup("buckets").recoveryPointArn();
        }
        for (var way : Way.values()) {
            point = copy(scene, point, way, kill).destinationRecoveryPointArn();
            if (way == Way.TO_ANOTHER_ENDPOINT || way == Way.BACK) {
                assertRestores(server, way, point);
            }
        }
    }

    private void assertRestores(Server server, Way way, String point) throws Exception {
        try (var client = server.client(way.to())) {
            var restore = new Jobs(client).restore(point, Map.of("newFileSystem", "true"));
            assertThat(restore.statusAsString())
                    .as("seed %d: %s", seed, restore.statusMessage())
                    .isEqualTo("COMPLETED");
            Tree.assertSame(server.share(), server.restored(restore.createdResourceArn()));
        }
    }

    private CopyJob copy(BucketsScene scene, String point, Way way, boolean kill) throws Exception {
        var server = scene.server();
        long before = scene.redone(way);
        String job;
        try (var client = server.client(way.from())) {
            job = new Jobs(client).startCopy(point, "buckets", scene.vault(way.to()));
        }
        if (kill) {
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(500 + 7 * MEBIBYTES)).toNanos());
            server.kill();
            server.start();
        }
        try (var client = server.client(way.from())) {
            var ended = new Jobs(client).endedCopy(job);
            assertThat(ended.stateAsString())
                    .as("seed %d, %s: %s", seed, way, ended.statusMessage())
                    .isEqualTo("COMPLETED");
            long redone = scene.redone(way) - before;
            System.out.printf("BucketsTest: %s: %,d bytes again%n", way, redone);
            mostRedone.merge(way, redone, Math::max);
            assertThat(redone).as("seed %d, %s", seed, way).isLessThanOrEqualTo(REDONE_AT_MOST);
            return ended;
        }
    }

    /** A third of the data becomes new; where many kills are wanted, all of it. */
    private void change(Path share, int round) throws Exception {
        for (var i = 0; i < MEBIBYTES; i++) {
            if (kills > 1 || i % 3 == round % 3) {
                var file = share.resolve("d" + i % 5).resolve("file-" + i);
                var content = new byte[1 << 20];
                random.nextBytes(content);
                Files.write(file, content);
                Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(round)));
            }
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

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
