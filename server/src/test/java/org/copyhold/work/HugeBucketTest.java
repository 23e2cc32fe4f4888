package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.testing.MadeUpBucket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * What a backup of a bucket needs of the heap does not grow with the number of its keys: a process
 * of its own that has little of it backs up a bucket that is made up.
 *
 * <p>Run by {@code dev/huge-bucket}, with {@code -Dkeys=1000000 -Dbytes=100 -Dheap=256
 * -Dwork=/dev/shm}; a process of its own takes too long for every day.
 */
class HugeBucketTest {
    private static final int KEYS = Integer.getInteger("keys", 0);
    private static final int BYTES = Integer.getInteger("bytes", 100);
    private static final int HEAP_MEBIBYTES = Integer.getInteger("heap", 256);

    @TempDir private Path temporary;

    @Test
    @EnabledIfSystemProperty(named = "keys", matches = "[0-9]+")
    void aBucketOfAnySizeFitsIntoASmallHeap() throws Exception {
        var work = System.getProperty("work");
        var folder =
                work == null ? temporary : Files.createTempDirectory(Path.of(work), "huge-bucket-");
        try (var bucket = new MadeUpBucket(KEYS, BYTES)) {
            var process = start(bucket, folder);
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            System.out.println(output);
            assertThat(process.waitFor()).as(output).isZero();
            assertThat(output)
                    .contains("| nothing changed")
                    .contains("%,d".formatted(KEYS * (long) BYTES));
        } finally {
            if (work != null) {
                remove(folder);
            }
        }
    }

    private static Process start(MadeUpBucket bucket, Path folder) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        List.of(
                                java,
                                "-Xmx" + HEAP_MEBIBYTES + "m",
                                "-XX:+UseSerialGC",
                                "-XX:+ExitOnOutOfMemoryError",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                HugeBucket.class.getName(),
                                bucket.endpoint().toString(),
                                folder.toString()))
                .redirectErrorStream(true)
                .start();
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
