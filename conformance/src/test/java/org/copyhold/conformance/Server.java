package org.copyhold.conformance;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The shipped jar, run as a user runs it, on a folder of its own with one resource at {@code
 * share}.
 */
final class Server implements AutoCloseable {
    static final String ACCOUNT = "123456789012";
    static final String RESOURCE =
            "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef0";
    static final String ROLE = "arn:aws:iam::123456789012:role/AWSBackupDefaultServiceRole";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private final Path folder;
    private final int port;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Process process;

    private Server(Path folder, int port) {
        this.folder = folder;
        this.port = port;
        this.log = folder.resolve("server.log");
    }

    /** Writes the configuration that most tests need; the server is not started yet. */
    static Server in(Path folder) throws IOException {
        return in(folder, "copyhold.yaml");
    }

    /** Writes a configuration of the test's resources; the server is not started yet. */
    static Server in(Path folder, String configuration) throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Files.createDirectories(folder.resolve("share"));
        var text = Files.readString(Path.of("src/test/resources").resolve(configuration));
        Files.writeString(
                folder.resolve("copyhold.yaml"),
                text.replace("PORT", String.valueOf(port)).replace("RESOURCE", RESOURCE));
        return new Server(folder, port);
    }

    /**
     * Writes a free port into the configuration.
     *
     * @param words those whose place it takes
     * @param written with a {@code %d} for the port
     */
    int replace(String words, String written) throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        var file = folder.resolve("copyhold.yaml");
        Files.writeString(file, Files.readString(file).replace(words, written.formatted(free)));
        return free;
    }

    /** Starts the server and returns when it is ready. */
    Server start() throws IOException {
        process = run("serve");
        Awaitility.await("health of the server, see " + log)
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> running() && healthy());
        return this;
    }

    /** Starts a command on this server's configuration, its output appended to the log. */
    Process run(String... command) throws IOException {
        return builder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Runs a command to its end. */
    Outcome call(String... command) throws IOException, InterruptedException {
        return Outcome.of(builder(List.of(command)));
    }

    private ProcessBuilder builder(List<String> command) {
        var line = new ArrayList<>(Program.commandLine());
        line.addAll(command);
        line.addAll(List.of("--config", folder.resolve("copyhold.yaml").toString()));
        return new ProcessBuilder(line).directory(folder.toFile());
    }

    boolean running() throws IOException {
        if (!started().isAlive()) {
            throw new IOException(
                    "The server ended with "
                            + started().exitValue()
                            + ":\n"
                            + Files.readString(log));
        }
        return true;
    }

    boolean healthy() {
        try {
            return get("/copyhold/health").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    HttpResponse<String> get(String path) throws IOException {
        return send(HttpRequest.newBuilder(endpoint().resolve(path)).build());
    }

    HttpResponse<String> post(String path, String body) throws IOException {
        return send(
                HttpRequest.newBuilder(endpoint().resolve(path))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** SIGKILL: the server gets no chance to tidy up. */
    void kill() throws InterruptedException {
        started().destroyForcibly().waitFor();
    }

    /** SIGTERM; whether the server had ended before the limit. */
    boolean terminate(Duration limit) throws InterruptedException {
        started().destroy();
        return started().waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Process started() {
        return java.util.Objects.requireNonNull(process, "not started");
    }

    Path folder() {
        return folder;
    }

    Path share() {
        return folder.resolve("share");
    }

    Path restored(String createdResourceArn) {
        return folder.resolve("data/restored")
                .resolve(createdResourceArn.substring(createdResourceArn.lastIndexOf('/') + 1));
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    BackupClient client(Region region) {
        return client(region, "testing");
    }

    BackupClient client(Region region, String key) {
        return BackupClient.builder()
                .endpointOverride(endpoint())
                .region(region)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key, key)))
                .build();
    }

    @Override
    public void close() {
        http.close();
        try {
            if (process != null && process.isAlive() && !terminate(Duration.ofSeconds(10))) {
                kill();
                throw new AssertionError(
                        "The server did not end within 10 s of SIGTERM; see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
