package org.copyhold.cli.demo;

import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.control.resource.Substance;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Arn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A PostgreSQL server of the programs that this machine has. */
final class DatabaseExhibit implements Exhibit {
    private static final String NAME = "demo";
    private static final String RESTORED = "demo-restored";
    private static final String HOST = "127.0.0.1";
    private static final int ROWS = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

    private final Path programs;
    private final LocalServer server;
    private final int port;

    private DatabaseExhibit(Path programs, Path scratch) throws IOException {
        this.programs = programs;
        var data = scratch.resolve("postgresql");
        run("initdb", "--no-sync", "-U", "demo", "-A", "trust", "-D", data.toString());
        port = LocalServer.freePort();
        server = start(data, port);
    }

    /** Starts a new server and fills a table of it. */
    static DatabaseExhibit in(Path scratch) throws IOException, NotHere {
        var exhibit = new DatabaseExhibit(programs(), scratch);
        exhibit.run(
                "psql",
                exhibit.at(exhibit.port),
                "-c",
                "create table orders as select n as id, md5(n::text) as what from"
                        + " generate_series(1, "
                        + ROWS
                        + ") n");
        return exhibit;
    }

    private static Path programs() throws IOException, NotHere {
        if (Files.isDirectory(VERSIONS)) {
            try (var versions = Files.list(VERSIONS)) {
                var found =
                        versions.map(it -> it.resolve("bin"))
                                .filter(it -> Files.isExecutable(it.resolve("initdb")))
                                .max(Comparator.naturalOrder());
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        throw new NotHere("PostgreSQL's programs are not in " + VERSIONS + "/*/bin");
    }

    private LocalServer start(Path data, int at) throws IOException {
        var started =
                LocalServer.start(
                        command(
                                "postgres",
                                "-D",
                                data.toString(),
                                "-p",
                                String.valueOf(at),
                                "-c",
                                "listen_addresses=" + HOST,
                                "-c",
                                "unix_socket_directories="),
                        at,
                        data.resolveSibling(data.getFileName() + ".log"));
        awaitReady(at);
        return started;
    }

    /** PostgreSQL refuses to run as root, who is nobody in a user namespace of his own. */
    private List<String> command(String program, String... arguments) {
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private String at(int at) {
        return "host=%s port=%d user=demo dbname=postgres".formatted(HOST, at);
    }

    /** Listening is not enough: one that was restored recovers first. */
    private void awaitReady(int at) throws IOException {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (ended("pg_isready", "-d", at(at)).exit() != 0) {
            if (System.nanoTime() > until) {
                throw new DemoFailed("The database server does not let users in.");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private String run(String program, String... arguments) throws IOException {
        var ended = ended(program, arguments);
        if (ended.exit() != 0) {
            throw new DemoFailed(program + " failed: " + ended.said());
        }
        return ended.said();
    }

    /** How a program ended, and what it said. */
    private record Ended(int exit, String said) {}

    private Ended ended(String program, String... arguments) throws IOException {
        var process =
                new ProcessBuilder(command(program, arguments)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Ended(process.waitFor(), said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailed(program + " was interrupted");
        }
    }

    @Override
    public String member() {
        return "Database";
    }

    @Override
    public String told() {
        return "a PostgreSQL server with a table of " + ROWS + " rows";
    }

    @Override
    public DeclaredResource resource() {
        return new DeclaredResource(
                Arn.of("rds", Flow.EAST, ACCOUNT, "db:" + NAME),
                new Substance.Remote(ACCOUNT, Flow.EAST, NAME),
                Tags.NONE);
    }

    @Override
    public Optional<Setting> setting() {
        var line = "%s: { host: %s, port: %d, user: demo }".formatted(NAME, HOST, port);
        return Optional.of(new Setting("databases", line));
    }

    @Override
    public Map<String, String> order() {
        return Map.of("DBInstanceIdentifier", RESTORED);
    }

    @Override
    public List<String> differences(Arn restored, Path newResources) throws IOException {
        var other = LocalServer.freePort();
        try (var _ = start(folder(newResources), other)) {
            var same = dump(port).equals(dump(other));
            return same ? List.of() : List.of("what pg_dump writes of it");
        }
    }

    private static Path folder(Path newResources) throws IOException {
        try (var folders = Files.newDirectoryStream(newResources, "db-" + RESTORED + "-*")) {
            return folders.iterator().next();
        }
    }

    /** All of it as text, without the words that differ each time. */
    private List<String> dump(int at) throws IOException {
        return run("pg_dump", at(at))
                .lines()
                .filter(line -> !line.startsWith("\\restrict") && !line.startsWith("\\unrestrict"))
                .toList();
    }

    @Override
    public void close() {
        server.close();
    }
}
