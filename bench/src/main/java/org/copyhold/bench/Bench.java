package org.copyhold.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Runs every measurement and prints one table. {@code dev/bench} calls it.
 *
 * <p>Arguments: the launcher, a folder to work in, megabytes of data to generate there and back up,
 * and the name of a part for that part only.
 */
public final class Bench {
    private static final long MEGABYTE = 1_000_000;

    /**
     * Backed up, copied and restored before anything is timed: a server runs for weeks, not for
     * seconds.
     */
    private static final long WARM_UP_MEGABYTES = 300;

    /** As much as the runtime's compilers need to settle. */
    private static final long ENGINE_WARM_UP_MEGABYTES = 1_200;

    private static final int SMALL_FILES = 100_000;
    private static final int OBJECTS = 100_000;
    private static final int OBJECTS_A_MEGABYTE = 500;

    private Bench() {}

    public static void main(String... arguments) throws IOException, SQLException {
        if (arguments.length < 3 || arguments.length > 4) {
            System.err.println(
                    "usage: bench LAUNCHER WORK-FOLDER MEGABYTES"
                            + " [jobs|engine|peers|volume|database|small|bucket|service"
                            + "|growth|micro]"
                            + " (dev/bench calls it so)");
            System.exit(2);
        }
        var part = arguments.length == 4 ? arguments[3] : "";
        var launcher = Path.of(arguments[0]).toAbsolutePath();
        var work = Files.createTempDirectory(Path.of(arguments[1]), "copyhold-bench-");
        try {
            var table = new Table();
            run(part, table, launcher, work, Long.parseLong(arguments[2]));
        } finally {
            remove(work);
        }
    }

    private static void run(String part, Table table, Path launcher, Path work, long megabytes)
            throws IOException, SQLException {
        if (part.isEmpty() || part.equals("jobs")) {
            var share = Files.createDirectory(work.resolve("share"));
            DataSet.generate(share, MEGABYTE, 3);
            new JobsBench(table).run(launcher, work, share);
        }
        if (part.isEmpty() || part.equals("engine")) {
            engine(table, launcher, work);
        }
        if (part.isEmpty() || part.equals("peers")) {
            peers(table, launcher, work, megabytes);
        }
        if (part.isEmpty() || part.equals("volume")) {
            volume(table, launcher, work, megabytes);
        }
        if (part.isEmpty() || part.equals("database")) {
            database(table, launcher, work, megabytes);
        }
        if (part.isEmpty() || part.equals("small")) {
            small(table, launcher, work);
        }
        if (part.isEmpty() || part.equals("bucket")) {
            var objects =
                    part.isEmpty() ? OBJECTS : Math.toIntExact(megabytes) * OBJECTS_A_MEGABYTE;
            new BucketBench(table, launcher, work).run(objects);
        }
        if (part.isEmpty() || part.equals("service")) {
            service(table, launcher, work);
        }
        if (part.isEmpty() || part.equals("growth")) {
            new GrowthBench(table).run(work);
        }
        if (part.isEmpty() || part.equals("micro")) {
            new MicroBench(table).run();
        }
    }

    private static void engine(Table table, Path launcher, Path work) throws IOException {
        var data = work.resolve("data");
        Tool.run(work, launcher.toString(), "demo", "--only-data", data.toString());
        var other = Files.createDirectory(work.resolve("other"));
        DataSet.generate(other, ENGINE_WARM_UP_MEGABYTES * MEGABYTE, 2);
        new EngineBench(table).run(launcher, work, data, other);
    }

    /** Beside restic, borg2, rclone and cp, where they are installed. */
    private static void peers(Table table, Path launcher, Path work, long megabytes)
            throws IOException {
        var other = Files.createDirectory(work.resolve("other-data"));
        DataSet.generate(other, WARM_UP_MEGABYTES * MEGABYTE, 2);
        var peers = new PeersBench(table, launcher, work, other);
        var mixed = Files.createDirectory(work.resolve("mixed"));
        DataSet.generate(mixed, megabytes * MEGABYTE, 1);
        peers.mixed(mixed);
        remove(mixed);
        remove(other);
    }

    /** A hundred thousand small files, beside restic and borg2. */
    private static void small(Table table, Path launcher, Path work) throws IOException {
        var other = Files.createDirectory(work.resolve("other-data"));
        DataSet.generate(other, WARM_UP_MEGABYTES * MEGABYTE, 2);
        var peers = new PeersBench(table, launcher, work, other);
        var small = Files.createDirectory(work.resolve("small"));
        DataSet.small(small, SMALL_FILES, 4);
        peers.small(small);
    }

    private static void volume(Table table, Path launcher, Path work, long megabytes)
            throws IOException {
        var other = Files.createDirectory(work.resolve("data-before-volume"));
        DataSet.generate(other, WARM_UP_MEGABYTES * MEGABYTE, 2);
        var image = work.resolve("volume.img");
        DataSet.volume(image, megabytes * MEGABYTE, 5);
        new PeersBench(table, launcher, work, other).volume(image);
        Files.delete(image);
    }

    private static void database(Table table, Path launcher, Path work, long megabytes)
            throws IOException {
        var bench = DatabaseBench.over(table, work);
        if (bench.isEmpty()) {
            System.out.println("\nPostgreSQL is not installed: no backup of one is measured.");
            return;
        }
        var other = Files.createDirectory(work.resolve("data-before-database"));
        DataSet.generate(other, WARM_UP_MEGABYTES * MEGABYTE, 2);
        bench.get().run(launcher, other, megabytes);
        remove(other);
    }

    private static void service(Table table, Path launcher, Path work) throws IOException {
        var moto = onPath("moto_server");
        new ServiceBench(table).run(launcher, work, moto);
        if (!moto) {
            System.out.println(
                    "\nmoto_server is not installed: no peer beside the service's figures.");
        }
    }

    static boolean onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Says on standard error what is being measured. */
    static void note(String what) {
        System.err.println("... " + what);
    }

    static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
