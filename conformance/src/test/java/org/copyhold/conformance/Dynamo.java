package org.copyhold.conformance;

import org.awaitility.Awaitility;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** DynamoDB Local in a process of its own, in memory. The build lays its jars out. */
record Dynamo(Process process, URI endpoint) implements AutoCloseable {
    private static final Path JARS = Path.of("../dev/dynamodb-local/target/jars").toAbsolutePath();
    private static final String MAIN = "software.amazon.dynamodb.services.local.main.ServerRunner";

    /** Starts one; none on machines for which it has no machine code. */
    static Optional<Dynamo> start() throws IOException {
        var runsHere =
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64");
        if (!runsHere) {
            return Optional.empty();
        }
        var port = freePort();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process =
                new ProcessBuilder(
                                List.of(
                                        java,
                                        "-Xmx256m",
                                        "-XX:+UseSerialGC",
                                        "-XX:TieredStopAtLevel=1",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-Djava.library.path=" + JARS,
                                        "-cp",
                                        JARS + File.separator + "*",
                                        MAIN,
                                        "-inMemory",
                                        "-sharedDb",
                                        "-disableTelemetry",
                                        "-port",
                                        Integer.toString(port)))
                        .directory(JARS.resolveSibling("").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        var dynamo = new Dynamo(process, URI.create("http://127.0.0.1:" + port));
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(dynamo::answers);
        return Optional.of(dynamo);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("DynamoDB Local has ended");
        }
        var connection = (HttpURLConnection) endpoint.toURL().openConnection();
        try {
            return connection.getResponseCode() > 0;
        } catch (IOException e) {
            return false;
        } finally {
            connection.disconnect();
        }
    }

    /** Writes where it is into the configuration of a server, in the place of a word. */
    void into(Server server, String word) throws IOException {
        var file = server.folder().resolve("copyhold.yaml");
        Files.writeString(file, Files.readString(file).replace(word, endpoint.toString()));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
