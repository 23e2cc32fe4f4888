package org.copyhold.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The shipped jar and the script that users call. */
final class Program {
    static final Path JAR = Path.of(System.getProperty("copyhold.jar"));
    static final Path LAUNCHER = JAR.resolve("../../../copyhold").normalize();

    private static final List<String> LINE = line();

    private Program() {}

    /** What a command line of the jar begins with. */
    static List<String> commandLine() {
        return LINE;
    }

    /**
     * A hundred processes start here: with what the launcher keeps for a faster start, and without
     * the optimising compiler, which gains nothing in processes that live for seconds.
     */
    private static List<String> line() {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var line = new ArrayList<>(List.of(java, "-Xmx512m", "-XX:+UseSerialGC"));
        line.add("-XX:TieredStopAtLevel=1");
        line.add("-XX:AOTCache=" + cache());
        line.add("-Xlog:disable");
        line.add("-Xlog:all=error:stderr");
        line.addAll(List.of("-jar", JAR.toString()));
        return List.copyOf(line);
    }

    private static Path cache() {
        try {
            var asked = Outcome.of(new ProcessBuilder(LAUNCHER.toString(), "version"));
            assertThat(asked.exit()).as(asked.output()).isZero();
            var cache = JAR.resolveSibling("copyhold.aot");
            assertThat(Files.size(cache)).as("%s, which the launcher makes", cache).isPositive();
            return cache;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
