package org.copyhold.connect.postgres;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL server over a data folder, of those programs that this machine has. It lets "backup"
 * in for replication, with a password; "plain" as well, which may not replicate; nobody else.
 */
public final class Cluster implements AutoCloseable {
    public static final String PASSWORD = "a secret of tests";

    private static final String ACCOUNT = "123456789012";
    private static final String HOST = "127.0.0.1";

    private final Path data;
    private final int port;
    private @Nullable Process process;

    /** One over a folder that is there, stopped. */
    public Cluster(Path data) {
        this.data = data;
        try (var socket = new ServerSocket(0)) {
            this.port = socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new one, running; the test is skipped where there are no programs. */
    public static Cluster make(Path data) {
        run(
                "initdb",
                "--no-sync",
                "--pgdata=" + data,
                "--username=postgres",
                "--encoding=UTF8",
                "--locale=C",
                "--wal-segsize=1",
                "--auth=trust");
        var cluster = new Cluster(data);
        try {
            Files.writeString(
                    data.resolve("pg_hba.conf"),
                    """
                    host all postgres 127.0.0.1/32 trust
                    host replication backup,plain 127.0.0.1/32 scram-sha-256
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cluster.start();
        cluster.execute("create role backup replication login password '" + PASSWORD + "'");
        cluster.execute("create role plain login password '" + PASSWORD + "'");
        return cluster;
    }

    /** Where PostgreSQL's programs are. */
    public static Path programs() {
        var found = find();
        assumeTrue(
                found.isPresent() || "required".equals(System.getProperty("clients")),
                "PostgreSQL's programs are not installed");
        return found.orElseThrow(
                () -> new AssertionError("PostgreSQL's programs are not installed"));
    }

    private static Optional<Path> find() {
        var versions = new File("/usr/lib/postgresql").listFiles();
        return Stream.of(versions == null ? new File[0] : versions)
                .map(it -> it.toPath().resolve("bin"))
                .filter(it -> Files.isExecutable(it.resolve("initdb")))
                .max(Comparator.comparingInt(it -> Integer.parseInt(version(it))));
    }

    private static String version(Path bin) {
        return String.valueOf(bin.resolveSibling("").getFileName());
    }

    /** PostgreSQL refuses to run as root: then it runs as nobody in particular, as zonky's does. */
    private static List<String> command(String program, String... arguments) {
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs().resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs one of PostgreSQL's programs, which has to end well. */
    public static String run(String program, String... arguments) {
        try {
            var process =
                    new ProcessBuilder(command(program, arguments))
                            .redirectErrorStream(true)
                            .start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(program + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts it, and returns when it lets users in. */
    public void start(String... options) {
        var arguments =
                new ArrayList<>(
                        List.of(
                                "-D", data.toString(),
                                "-p", String.valueOf(port),
                                "-c", "listen_addresses=" + HOST,
                                "-c", "unix_socket_directories=",
                                "-c", "fsync=off",
                                "-c", "shared_buffers=16MB",
                                "-c", "max_wal_size=4MB",
                                "-c", "min_wal_size=2MB",
                                "-c", "max_wal_senders=4",
                                "-c", "autovacuum=off"));
        for (var option : options) {
            arguments.addAll(List.of("-c", option));
        }
        try {
            process =
                    new ProcessBuilder(command("postgres", arguments.toArray(String[]::new)))
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    data.resolveSibling(data.getFileName() + ".log").toFile())
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(
                        () -> {
                            connect("template1").close();
                            return true;
                        });
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Ends it as a crash would, with all that it is doing. */
    public void kill() {
        signal("-QUIT");
    }

    /** Ends it in order, without waiting for its clients. */
    public void stop() {
        signal("-INT");
    }

    private void signal(String signal) {
        var running = Objects.requireNonNull(process, "It does not run");
        try {
            new ProcessBuilder("kill", signal, String.valueOf(running.pid())).start().waitFor();
            running.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + HOST + ":" + port + "/" + database, "postgres", "");
    }

    /** Does as these statements say. */
    public void execute(String... statements) {
        try (var connection = connect("template1");
                var statement = connection.createStatement()) {
            for (var text : statements) {
                statement.execute(text);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The number that a query gives. */
    public long number(String query) {
        try (var connection = connect("template1");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path data() {
        return data;
    }

    public int port() {
        return port;
    }

    /** How a backup gets in. */
    public DatabaseServer server() {
        return server("backup", PASSWORD);
    }

    /** The same, no faster than this; 0 for as fast as it goes. */
    public DatabaseServer server(long bytesPerSecond) {
        return server("backup", PASSWORD, bytesPerSecond);
    }

    DatabaseServer server(String user, String password) {
        return server(user, password, 0);
    }

    private DatabaseServer server(String user, String password, long bytesPerSecond) {
        var tls = new DatabaseServer.Tls("prefer", null);
        return new DatabaseServer(HOST, port, user, password, tls, bytesPerSecond, null);
    }

    /** As messages name it. */
    String shown() {
        return "Database server shop at " + HOST + ":" + port;
    }

    public static Arn arn(String name) {
        return Arn.of("rds", "us-east-1", ACCOUNT, "db:" + name);
    }

    static Resource resource() {
        return new Resource(arn("shop"), new Resource.Remote("main"));
    }

    static RestoreOrder order(String job, Map<String, String> metadata, Path newResources) {
        var place =
                new RestoreOrder.Place(
                        ACCOUNT,
                        "us-east-1",
                        arn -> arn.equals(arn("shop")) ? Optional.of(resource()) : Optional.empty(),
                        newResources);
        return new RestoreOrder(
                arn("shop"), metadata, job, Instant.parse("2026-11-22T11:20:03.123Z"), place);
    }

    @Override
    public void close() {
        if (isRunning()) {
            kill();
        }
    }
}
