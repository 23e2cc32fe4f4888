package org.copyhold.store.huge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a copy needs of the heap does not grow with what it copies: a process of its own that has
 * little of it copies a point whose bytes are made up.
 *
 * <p>{@code -Dgigabytes=10000 -Dheap=256 -Dwork=/dev/shm} is what {@code dev/huge-copy} runs.
 */
class HugeCopyTest {
    private static final int GIGABYTES = Integer.getInteger("gigabytes", 20);
    private static final int HEAP_MEBIBYTES = Integer.getInteger("heap", 64);

    @TempDir private Path temporary;

    @Test
    void aCopyOfAnySizeFitsIntoASmallHeap() throws Exception {
        var work = System.getProperty("work");
        var folder =
                work == null ? temporary : Files.createTempDirectory(Path.of(work), "huge-copy-");
        try {
            var process = start(folder);
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            System.out.println(output);
            assertThat(process.waitFor()).as(output).isZero();
        } finally {
            if (work != null) {
                remove(folder);
            }
        }
    }

    private static Process start(Path folder) throws IOException {
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
                                HugeCopy.class.getName(),
                                String.valueOf(GIGABYTES),
                                folder.toString()))
                .redirectErrorStream(true)
                .start();
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
