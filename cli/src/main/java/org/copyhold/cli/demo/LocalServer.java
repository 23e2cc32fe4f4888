package org.copyhold.cli.demo;

import org.copyhold.connect.Endpoint;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server that a part of the demo needs, as a process that ends with the demo. */
final class LocalServer implements AutoCloseable {
    static final String ID = "demo";
    static final String SECRET = "secretOfTheDemo";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Duration TO_END = Duration.ofSeconds(5);

    private final Process process;
    private final int port;

    private LocalServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** A port that nobody listens on. */
    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Starts one of the servers that the launcher has laid out, in Java, and returns when it
     * listens.
     *
     * @param name the folder that it lies in
     */
    static LocalServer java(String name, int port, Path log, List<String> arguments)
            throws IOException, NotHere {
        var jars = jars(name);
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        line.add("-Djava.library.path=" + jars);
        line.addAll(List.of("-cp", jars.resolve("*").toString()));
        line.addAll(arguments);
        return start(line, port, log);
    }

    private static Path jars(String name) throws NotHere {
        @Nullable String servers = System.getProperty("copyhold.servers");
        var jars = servers == null ? null : Path.of(servers, name, "target", "jars");
        if (jars == null || !Files.isDirectory(jars)) {
            throw new NotHere("its test server is fetched by ./copyhold demo --all in a checkout");
        }
        return jars;
    }

    /** Starts a program, and returns when it listens on the port. */
    static LocalServer start(List<String> line, int port, Path log) throws IOException {
        var process =
                new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        var server = new LocalServer(process, port);
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (!server.listens()) {
            if (!process.isAlive() || System.nanoTime() > until) {
                server.close();
                throw new DemoFailed(line.getFirst() + " does not start: " + Files.readString(log));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return server;
    }

    private boolean listens() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** How clients of AWS get in. */
    Endpoint endpoint() {
        return new Endpoint(address(), true, Flow.EAST, ID, SECRET);
    }

    /** The line of the configuration that names it as an endpoint. */
    Exhibit.Setting setting(String name) {
        return new Exhibit.Setting(
                "endpoints",
                "%s: { endpoint: \"%s\", accessKey: %s, secretKey: %s }"
                        .formatted(name, address(), ID, SECRET));
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(TO_END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
