package org.copyhold.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Runs every measurement and prints one table. {@code dev/bench} calls it.
 *
 * <p>Arguments: the launcher, a folder to work in, megabytes of data to generate there and back up.
 */
public final class Bench {
    private static final long MEGABYTE = 1_000_000;

    /**
     * Backed up, copied and restored before anything is timed: a server runs for weeks, not for
     * seconds.
     */
    private static final long WARM_UP_MEGABYTES = 300;

    private Bench() {}

    public static void main(String... arguments) throws IOException {
        if (arguments.length != 3) {
            System.err.println(
                    "usage: bench LAUNCHER WORK-FOLDER MEGABYTES (dev/bench calls it so)");
            System.exit(2);
        }
        var launcher = Path.of(arguments[0]).toAbsolutePath();
        var work = Files.createTempDirectory(Path.of(arguments[1]), "copyhold-bench-");
        try {
            var data = Files.createDirectory(work.resolve("data"));
            DataSet.generate(data, Long.parseLong(arguments[2]) * MEGABYTE, 1);
            var other = Files.createDirectory(work.resolve("other"));
            DataSet.generate(other, WARM_UP_MEGABYTES * MEGABYTE, 2);
            var table = new Table();
            new EngineBench(table).run(launcher, work, data, other);
            var moto = onPath("moto_server");
            new ServiceBench(table).run(launcher, work, moto);
            if (!moto) {
                System.out.println(
                        "\nmoto_server is not installed: no peer beside the service's figures.");
            }
        } finally {
            remove(work);
        }
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
