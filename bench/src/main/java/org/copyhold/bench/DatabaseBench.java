package org.copyhold.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Backup of a PostgreSQL server, beside what pg_basebackup alone takes into a folder. */
final class DatabaseBench {
    private static final int ROUNDS = 3;
    private static final String ARN = "arn:aws:rds:us-east-1:123456789012:db:bench";

    /** Of a row that has eight MD5 sums in hexadecimal digits, as it lies in a page. */
    private static final int ROW_BYTES = 290;

    private static final long MEGABYTE = 1_000_000;

    private final Table table;
    private final Path programs;
    private final Path work;
    private final String port;

    private DatabaseBench(Table table, Path programs, Path work) throws IOException {
        this.table = table;
        this.programs = programs;
        this.work = work;
        this.port = String.valueOf(Subject.freePort());
    }

    /** The measurement, where PostgreSQL's programs are installed. */
    static Optional<DatabaseBench> over(Table table, Path work) throws IOException {
        var versions = Path.of("/usr/lib/postgresql").toFile().list();
        var newest =
                Stream.of(versions == null ? new String[0] : versions)
                        .filter(it -> it.matches("[0-9]+"))
                        .max(Comparator.comparingInt(Integer::parseInt));
        return newest.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new DatabaseBench(
                                table, Path.of("/usr/lib/postgresql", newest.get(), "bin"), work));
    }

    /**
     * Measures.
     *
     * @param other a folder of data that the server has backed up before
     */
    void run(Path launcher, Path other, long megabytes) throws IOException {
        var data = work.resolve("database");
        run(
                "initdb",
                "--no-sync",
                "--pgdata=" + data,
                "--username=postgres",
                "--auth=trust",
                "--locale=C");
        var server = start(data);
        try {
            fill(megabytes);
            measure(launcher, other);
        } finally {
            server.destroy();
            await(server);
            Bench.remove(data);
        }
    }

    private void measure(Path launcher, Path other) throws IOException {
        var ours = new ArrayList<Double>();
        var again = new ArrayList<Double>();
        var theirs = new ArrayList<Double>();
        for (var i = 0; i < ROUNDS; i++) {
            Bench.note("database, round " + (i + 1) + " of " + ROUNDS);
            theirs.add(alone());
            try (var peer =
                    Ours.of(
                            launcher,
                            work.resolve("copyhold"),
                            other,
                            new Subject.More(
                                    ARN,
                                    """
                                      - { arn: "%s", endpoint: bench }
                                    databases:
                                      bench: { host: 127.0.0.1, port: %s, user: postgres }
                                    """
                                            .formatted(ARN, port)))) {
                ours.add(seconds(peer.backUp()));
                again.add(seconds(peer.backUp()));
            }
        }
        row("database: backup, pg_basebackup", ours, theirs, "≥ 0.8×");
        row("database: unchanged, pg_basebackup", again, theirs, "-");
    }

    private void row(String what, List<Double> ours, List<Double> theirs, String wanted) {
        var mine = Table.median(ours);
        var other = Table.median(theirs);
        table.row(
                what,
                "%.2f s".formatted(mine),
                "%.2f s".formatted(other),
                "%.2f×".formatted(other / mine),
                wanted);
    }

    private double alone() throws IOException {
        var to = work.resolve("alone");
        var cost =
                Tool.run(
                        work,
                        programs.resolve("pg_basebackup").toString(),
                        "--pgdata=" + to,
                        "--wal-method=fetch",
                        "--checkpoint=fast",
                        "--host=127.0.0.1",
                        "--port=" + port,
                        "--username=postgres");
        Bench.remove(to);
        return seconds(cost);
    }

    private static double seconds(Tool.Cost cost) {
        return cost.elapsed().toMillis() / 1e3;
    }

    private void fill(long megabytes) throws IOException {
        var text = new StringBuilder("md5(n::text)");
        for (var i = 1; i < 8; i++) {
            text.append(" || md5((n * ").append(8 + i).append(")::text)");
        }
        var rows = megabytes * MEGABYTE / ROW_BYTES;
        for (var statement :
                List.of(
                        "create table filled as select n as id, "
                                + text
                                + " as text from generate_series(1::bigint, "
                                + rows
                                + ") n",
                        "vacuum freeze",
                        "checkpoint")) {
            Tool.run(work, psql(statement));
        }
    }

    private String[] psql(String statement) {
        return new String[] {
            programs.resolve("psql").toString(),
            "--no-psqlrc",
            "--host=127.0.0.1",
            "--port=" + port,
            "--username=postgres",
            "--dbname=postgres",
            "--command=" + statement
        };
    }

    private Process start(Path data) throws IOException {
        var process =
                new ProcessBuilder(
                                command(
                                        "postgres",
                                        "-D",
                                        data.toString(),
                                        "-p",
                                        port,
                                        "-c",
                                        "listen_addresses=127.0.0.1",
                                        "-c",
                                        "unix_socket_directories=",
                                        "-c",
                                        "fsync=off",
                                        "-c",
                                        "autovacuum=off"))
                        .redirectErrorStream(true)
                        .redirectOutput(work.resolve("database.log").toFile())
                        .start();
        while (true) {
            try {
                Tool.run(work, psql("select 1"));
                return process;
            } catch (IOException e) {
                if (!process.isAlive()) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    private void run(String program, String... arguments) throws IOException {
        Tool.run(work, command(program, arguments).toArray(String[]::new));
    }

    /** PostgreSQL refuses to run as root. */
    private List<String> command(String program, String... arguments) {
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static void await(Process process) {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
