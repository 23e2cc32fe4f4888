package org.copyhold.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small file system in memory, to be full or read-only on demand. Needs the right to mount. */
final class Mount implements AutoCloseable {
    private final Path at;

    private Mount(Path at) {
        this.at = at;
    }

    static Mount at(Path folder, String size) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var mounted =
                Outcome.of(command("mount", "-t", "tmpfs", "-o", "size=" + size, "none", folder));
        Assumptions.assumeTrue(mounted.exit() == 0, "may not mount here: " + mounted.output());
        return new Mount(folder);
    }

    void readOnly() throws IOException, InterruptedException {
        remount("remount,ro");
    }

    void writable(String size) throws IOException, InterruptedException {
        remount("remount,rw,size=" + size);
    }

    private void remount(String how) throws IOException, InterruptedException {
        var outcome = Outcome.of(command("mount", "-o", how, at));
        assertThat(outcome.exit()).as(outcome.output()).isZero();
    }

    private static ProcessBuilder command(Object... words) {
        return new ProcessBuilder(List.of(words).stream().map(Object::toString).toList());
    }

    @Override
    public void close() throws IOException {
        try {
            var outcome = Outcome.of(command("umount", "--lazy", at));
            assertThat(outcome.exit()).as(outcome.output()).isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
