package org.copyhold.conformance;

import org.awaitility.Awaitility;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** moto's server, which stands for AWS's other services. */
final class Moto implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final Process process;
    private final int port;

    private Moto(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it, if it is on this machine. */
    static Moto start(Path folder) throws IOException, InterruptedException {
        var program = Client.motoServer().command();
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var line = new ArrayList<>(program);
        line.addAll(List.of("-H", "127.0.0.1", "-p", String.valueOf(port)));
        var log = folder.resolve("moto.log").toFile();
        var process =
                new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                        .start();
        var moto = new Moto(process, port);
        Awaitility.await("answer of moto, see " + log).atMost(START_LIMIT).until(moto::answers);
        return moto;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private boolean answers() {
        try {
            var connection =
                    (HttpURLConnection) endpoint().resolve("/moto-api/").toURL().openConnection();
            return connection.getResponseCode() < 500;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
