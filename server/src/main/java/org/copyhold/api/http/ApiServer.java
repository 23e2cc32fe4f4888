package org.copyhold.api.http;

import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;

import org.copyhold.api.Api;
import org.copyhold.api.sigv4.Verifier;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;

/** The running listener. */
public final class ApiServer implements AutoCloseable {
    private static final int MAX_REQUEST_LINE = 32 << 10;
    private static final int MAX_HEADERS = 64 << 10;
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final WebServer server;
    private final URI address;

    private ApiServer(WebServer server, URI address) {
        this.server = server;
        this.address = address;
    }

    /**
     * Opens the port and answers from then on.
     *
     * @throws IllegalStateException naming the address, when it is in use or not this machine's, or
     *     naming the file, when the certificate or key cannot be read
     */
    public static ApiServer start(Listen listen, Verifier verifier, Api api, Doors doors) {
        var tls = listen.tls();
        var bind = new InetSocketAddress(resolve(listen), listen.port());
        var builder =
                WebServer.builder()
                        .bindAddress(bind)
                        .shutdownHook(false)
                        .shutdownGracePeriod(GRACE)
                        .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
                        .directHandlers(BadRequests.handlers())
                        .addProtocol(
                                Http1Config.builder()
                                        .maxPrologueLength(MAX_REQUEST_LINE)
                                        .maxHeadersSize(MAX_HEADERS)
                                        .build())
                        .routing(HttpRouting.builder().any(new Edge(verifier, api, doors)));
        if (tls != null) {
            builder.tls(Certificates.load(tls));
        }
        tryBind(bind, listen);
        var server = builder.build().start();
        if (!server.isRunning()) {
            throw refused(listen, "the server's log has the reason", null);
        }
        var scheme = tls == null ? "http://" : "https://";
        var host = listen.host().contains(":") ? "[" + listen.host() + "]" : listen.host();
        return new ApiServer(server, URI.create(scheme + host + ":" + server.port()));
    }

    /** Where clients reach it, for instance {@code http://127.0.0.1:8480}. */
    public URI address() {
        return address;
    }

    /** Takes no new request, lets running ones end for a few seconds, and closes the port. */
    @Override
    public void close() {
        server.stop();
    }

    private static InetAddress resolve(Listen listen) {
        try {
            return InetAddress.getByName(listen.host());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(
                    "Cannot listen on " + listen.host() + ": no such host", e);
        }
    }

    /** The HTTP server only logs why it cannot bind, so the address is tried first. */
    private static void tryBind(InetSocketAddress address, Listen listen) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            throw refused(listen, String.valueOf(e.getMessage()), e);
        }
    }

    private static IllegalStateException refused(
            Listen listen, String why, @Nullable Exception cause) {
        return new IllegalStateException(
                "Cannot listen on "
                        + listen.host()
                        + ":"
                        + listen.port()
                        + ": "
                        + why
                        + ". Stop what listens there, or choose another address with 'listen' in"
                        + " the configuration.",
                cause);
    }
}
