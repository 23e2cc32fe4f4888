package org.copyhold.connect.tables;

import org.copyhold.connect.Endpoint;
import org.copyhold.connect.aws.AwsClients;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * DynamoDB Local in a process of its own, keeping everything in memory; it ends with this one. The
 * build lays its jars out.
 */
public final class LocalDynamo {
    private static final Path JARS = Path.of("../dev/dynamodb-local/target/jars").toAbsolutePath();
    private static final String MAIN = "software.amazon.dynamodb.services.local.main.ServerRunner";
    private static final int LOOKS = 3_000;
    private static final int STARTS = 3;

    /** A pause between two questions. */
    private static final Duration SHORT = Duration.ofMillis(20);

    private static @Nullable Endpoint started;

    private LocalDynamo() {}

    /** Where it is; it is started when that is asked first. */
    public static synchronized Endpoint endpoint() {
        var at = started;
        if (at == null) {
            at = start();
            started = at;
        }
        return at;
    }

    /** A client of it. */
    public static DynamoDbClient client() {
        return AwsClients.open(DynamoDbClient.builder(), endpoint(), Table.CONNECTIONS, 3);
    }

    /** It has SQLite as machine code for some machines only. */
    private static void checkMachine() {
        var native64 = Files.exists(JARS.resolve("libsqlite4java-linux-amd64-1.0.392.so"));
        if (!native64) {
            throw new IllegalStateException("The build has not laid out " + JARS);
        }
        Assumptions.assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "DynamoDB Local runs on Linux on x86-64 only");
    }

    private static Endpoint start() {
        checkMachine();
        for (var attempt = 0; attempt < STARTS; attempt++) {
            var port = freePort();
            var process = process(port);
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            var at = URI.create("http://127.0.0.1:" + port);
            var endpoint = new Endpoint(at, true, "us-east-1", "AKIDTESTS", "secretOfTests");
            if (answers(process, endpoint)) {
                return endpoint;
            }
            process.destroyForcibly();
        }
        throw new IllegalStateException("DynamoDB Local does not start");
    }

    private static Process process(int port) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        try {
            return new ProcessBuilder(
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
        } catch (IOException e) {
            throw new IllegalStateException("DynamoDB Local does not start", e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("No port is free", e);
        }
    }

    /** Asks until there is an answer, or the process has ended. */
    private static boolean answers(Process process, Endpoint endpoint) {
        var wait = new Backoff(SHORT, SHORT, LOOKS).begin();
        try (var client = AwsClients.open(DynamoDbClient.builder(), endpoint, 1, 1)) {
            while (process.isAlive()) {
                try {
                    client.listTables();
                    return true;
                } catch (SdkException e) {
                    if (!Connection.pause(wait)) {
                        return false;
                    }
                }
            }
        }
        return false;
    }
}
