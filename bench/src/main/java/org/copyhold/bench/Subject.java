package org.copyhold.bench;

import org.copyhold.testing.MadeUpBucket;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server under measurement, started as a process in a folder of its own. */
final class Subject implements AutoCloseable {
    private final Process process;
    private final URI endpoint;
    private final Duration firstAnswer;

    private Subject(Process process, URI endpoint, Duration firstAnswer) {
        this.process = process;
        this.endpoint = endpoint;
        this.firstAnswer = firstAnswer;
    }

    /** Copyhold, with data, a folder or an image, and a folder of other data as its resources. */
    static Subject copyhold(Path launcher, Path folder, Path share, Path other) throws IOException {
        return copyhold(launcher, folder, share, other, "");
    }

    /**
     * A resource that is no folder.
     *
     * @param configuration what the end of the configuration says of it
     */
    record More(String arn, String configuration) {}

    /** The same, and what else its configuration says, beginning with further resources. */
    static Subject copyhold(Path launcher, Path folder, Path share, Path other, String more)
            throws IOException {
        var port = freePort();
        Files.createDirectories(folder);
        var configuration = folder.resolve("copyhold.yaml");
        Files.writeString(
                configuration,
                """
                listen: 127.0.0.1:%d
                data: ./data
                accounts:
                  - { id: "123456789012", name: bench, accessKeys: [{ id: testing, secret: testing }] }
                regions:
                  us-east-1: { store: "file:./stores/us-east-1" }
                  eu-west-1: { store: "file:./stores/eu-west-1" }
                resources:
                  - { arn: "%s", path: "%s" }
                  - { arn: "%s", path: "%s" }
                %s\
                """
                        .formatted(
                                port,
                                EngineBench.resource(share),
                                share,
                                EngineBench.OTHER_RESOURCE,
                                other,
                                more));
        return start(
                List.of(launcher.toString(), "serve", "--config", configuration.toString()),
                folder,
                port,
                "/copyhold/health");
    }

    /** Copyhold with buckets as its resources. */
    static Subject withBuckets(Path launcher, Path folder, List<MadeUpBucket> buckets)
            throws IOException {
        var port = freePort();
        Files.createDirectories(folder);
        var configuration = folder.resolve("copyhold.yaml");
        var text =
                new StringBuilder(
                        """
                        listen: 127.0.0.1:%d
                        data: ./data
                        accounts:
                          - { id: "123456789012", name: bench, accessKeys: [{ id: testing, secret: testing }] }
                        regions:
                          us-east-1: { store: "file:./stores/us-east-1" }
                        """
                                .formatted(port));
        text.append("endpoints:\n");
        for (var i = 0; i < buckets.size(); i++) {
            text.append(
                    "  e%d: { endpoint: \"%s\", accessKey: k, secretKey: s }%n"
                            .formatted(i, buckets.get(i).endpoint()));
        }
        text.append("resources:\n");
        for (var i = 0; i < buckets.size(); i++) {
            text.append(
                    "  - { arn: \"%s\", endpoint: e%d, account: \"123456789012\", region: us-east-1 }%n"
                            .formatted(bucket(i), i));
        }
        Files.writeString(configuration, text);
        return start(
                List.of(launcher.toString(), "serve", "--config", configuration.toString()),
                folder,
                port,
                "/copyhold/health");
    }

    /** The ARN of one of the buckets. */
    static String bucket(int number) {
        return "arn:aws:s3:::" + MadeUpBucket.NAME + (number == 0 ? "" : "-" + number);
    }

    /** moto's stand-alone server, which keeps everything in memory. */
    static Subject moto(Path folder) throws IOException {
        Files.createDirectories(folder);
        var port = freePort();
        return start(
                List.of("moto_server", "-p", String.valueOf(port)), folder, port, "/moto-api/");
    }

    private static Subject start(List<String> command, Path folder, int port, String probe)
            throws IOException {
        var began = System.nanoTime();
        var process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("server.log").toFile())
                        .start();
        var endpoint = URI.create("http://127.0.0.1:" + port);
        while (!answers(endpoint, probe)) {
            if (!process.isAlive()) {
                throw new IOException(Files.readString(folder.resolve("server.log")));
            }
            LockSupport.parkNanos(2_000_000);
        }
        return new Subject(process, endpoint, Duration.ofNanos(System.nanoTime() - began));
    }

    private static boolean answers(URI endpoint, String probe) {
        try (var socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            socket.getOutputStream()
                    .write(
                            ("GET " + probe + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            return socket.getInputStream().read() >= 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    URI endpoint() {
        return endpoint;
    }

    /** From the start of the process to its first answer. */
    Duration firstAnswer() {
        return firstAnswer;
    }

    /**
     * Processor time that the process has taken so far: other load on the machine matters less
     * here.
     */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Most memory that the process has had so far, in bytes. */
    long memory() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
            }
        }
        throw new IOException("Linux does not tell the memory of process " + process.pid());
    }

    /** A client of its API. */
    BackupClient client(Region region) {
        return BackupClient.builder()
                .endpointOverride(endpoint)
                .region(region)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("testing", "testing")))
                .build();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
