package org.copyhold.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.regions.Region;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/** What the disk of a store shows of deletions. */
class SpaceTest {
    private static final int MIB = 1 << 20;

    @TempDir Path folder;

    @Test
    void spaceOfADeletedRecoveryPointIsBackWithTheNextRunAndTheOthersRestore() throws Exception {
        try (var server = Server.in(folder)) {
            Tree.make(server.share(), 6, 21);
            server.start();
            try (var east = server.client(Region.US_EAST_1)) {
                east.createBackupVault(b -> b.backupVaultName("space"));
                var first = new Jobs(east).backup("space").recoveryPointArn();
                thin(server.share());
                var kept = new Jobs(east).backup("space").recoveryPointArn();
                var before = packBytes();
                east.deleteRecoveryPoint(b -> b.backupVaultName("space").recoveryPointArn(first));

                var foreseen = server.call("store", "gc", "--dry-run");
                assertThat(foreseen.output()).containsPattern("would free [1-9][0-9]* MiB");
                assertThat(packBytes()).isEqualTo(before);
                var freed = server.call("store", "gc");

                assertThat(freed.exit()).as(freed.output()).isZero();
                assertThat(freed.output())
                        .containsPattern(": freed [1-9][0-9]* MiB")
                        .containsPattern("[12] packs compacted");
                assertThat(packBytes()).isLessThan(2 * MIB).isLessThan(before / 4);
                var restore = new Jobs(east).restore(kept, Map.of("newFileSystem", "true"));
                Tree.assertSame(server.share(), server.restored(restore.createdResourceArn()));
            }
            assertThat(server.terminate(Duration.ofSeconds(10))).isTrue();
            assertThat(server.call("store", "gc").output()).contains("freed 0 MiB (0 bytes)");
        }
    }

    /** Only the small files stay, and one that is new. */
    private static void thin(Path share) throws Exception {
        for (var i = 0; i < 6; i++) {
            Files.delete(share.resolve("d" + i % 5).resolve("file-" + i));
        }
        Files.delete(share.resolve("hard-link"));
        var content = new byte[MIB / 4];
        new Random(5).nextBytes(content);
        Files.write(share.resolve("new"), content);
    }

    private long packBytes() throws Exception {
        try (var files = Files.walk(folder.resolve("stores").resolve("us-east-1"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("/packs/"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
