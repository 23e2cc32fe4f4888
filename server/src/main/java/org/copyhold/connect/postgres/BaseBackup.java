package org.copyhold.connect.postgres;

import org.copyhold.connect.ConnectorException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A run of pg_basebackup: the archive that it writes, and how it ended. */
final class BaseBackup implements AutoCloseable {
    private static final int MOST_SAID = 16 << 10;
    private static final int SECONDS_TO_END = 30;
    private static final int SECONDS_TO_STOP = 5;
    private static final long KIBIBYTE = 1024;

    /** How a connection that nobody answers on any more is noticed, within some minutes. */
    private static final String LIVENESS =
            "keepalives_idle=60 keepalives_interval=15 keepalives_count=4 connect_timeout=30";

    private final Process process;
    private final ServerTrouble trouble;
    private final ReadAhead archive;
    private final Thread listener;
    private final StringBuilder said = new StringBuilder();

    private BaseBackup(Process process, ServerTrouble trouble) {
        this.process = process;
        this.trouble = trouble;
        this.archive = new ReadAhead(process.getInputStream(), "pg-archive-" + process.pid());
        this.listener =
                Thread.ofPlatform()
                        .daemon()
                        .name("pg-said-" + process.pid())
                        .start(() -> listen(process.getErrorStream()));
    }

    /**
     * Starts the program.
     *
     * @throws ConnectorException when it does not start
     */
    static BaseBackup start(Path program, DatabaseServer server, ServerTrouble trouble) {
        var builder = new ProcessBuilder(command(program, server));
        var environment = builder.environment();
        environment.keySet().removeIf(it -> it.startsWith("PG") || it.startsWith("LC_"));
        environment.put("LC_ALL", "C");
        environment.put("PGHOST", server.host());
        environment.put("PGPORT", String.valueOf(server.port()));
        environment.put("PGUSER", server.user());
        environment.put("PGAPPNAME", "copyhold");
        environment.put("PGSSLMODE", server.tls().mode());
        if (server.tls().root() != null) {
            environment.put("PGSSLROOTCERT", server.tls().root().toString());
        }
        if (server.password() != null) {
            environment.put("PGPASSWORD", server.password());
        }
        try {
            var process = builder.start();
            process.getOutputStream().close();
            return new BaseBackup(process, trouble);
        } catch (IOException e) {
            throw trouble.of(
                    "could not be backed up: " + e.getMessage(),
                    "See whether " + program + " can be run, then start the job again.",
                    e);
        }
    }

    private static List<String> command(Path program, DatabaseServer server) {
        var command =
                new ArrayList<>(
                        List.of(
                                program.toString(),
                                "--pgdata=-",
                                "--format=tar",
                                "--wal-method=fetch",
                                "--checkpoint=fast",
                                "--label=copyhold",
                                "--no-password",
                                "--dbname=" + LIVENESS));
        if (server.bytesPerSecond() > 0) {
            command.add("--max-rate=" + server.bytesPerSecond() / KIBIBYTE);
        }
        return command;
    }

    private void listen(InputStream errors) {
        var buffer = new byte[1024];
        try {
            for (var n = errors.read(buffer); n >= 0; n = errors.read(buffer)) {
                var text = new String(buffer, 0, n, StandardCharsets.UTF_8);
                synchronized (said) {
                    said.append(text);
                    said.delete(0, Math.max(0, said.length() - MOST_SAID));
                }
            }
        } catch (IOException e) {
            // The process has gone; what it said before is there.
        }
    }

    /** What it writes. */
    ReadAhead archive() {
        return archive;
    }

    /**
     * Waits for the program's end.
     *
     * @return what it said without ending for it, line by line
     * @throws ConnectorException when it did not end well
     */
    List<String> end() {
        if (status(null) != 0) {
            throw ended(null);
        }
        return said().lines().toList();
    }

    /** Why what it wrote cannot be read any further. */
    ConnectorException broken(IOException why) {
        if (status(why) != 0) {
            return ended(why);
        }
        return trouble.of(
                "could not be backed up: what pg_basebackup wrote is no whole archive: "
                        + why.getMessage(),
                "Start the job again.",
                why);
    }

    private ConnectorException ended(@Nullable Exception why) {
        return trouble.ended(said(), process.exitValue(), why);
    }

    private int status(@Nullable Exception why) {
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                throw trouble.of(
                        "could not be backed up: pg_basebackup does not end",
                        "Start the job again.",
                        why);
            }
            listener.join(TimeUnit.SECONDS.toMillis(SECONDS_TO_STOP));
            return process.exitValue();
        } catch (InterruptedException e) {
            throw trouble.stopped(e);
        }
    }

    private String said() {
        synchronized (said) {
            return said.toString();
        }
    }

    /** Ends the program, wherever it is. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        archive.close();
    }
}
