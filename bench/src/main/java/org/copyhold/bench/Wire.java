package org.copyhold.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/**
 * One connection that sends prepared requests, opened again where the server does not keep it. Not
 * thread-safe.
 */
final class Wire implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final String LENGTH = "content-length:";
    private final URI endpoint;
    private Socket socket;
    private InputStream in;
    private boolean ended;

    Wire(URI endpoint) throws IOException {
        this.endpoint = endpoint;
        socket = connect();
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        socket.connect(
                new InetSocketAddress(endpoint.getHost(), endpoint.getPort()), TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    /** Sends a request and reads the whole answer; anything but a 200 ends the run. */
    void exchange(byte[] request) throws IOException {
        if (ended) {
            socket.close();
            socket = connect();
            in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            ended = false;
        }
        socket.getOutputStream().write(request);
        var status = line();
        var length = 0;
        for (var header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            }
            ended |= header.equalsIgnoreCase("connection: close");
        }
        var body = in.readNBytes(length);
        if (!status.contains(" 200")) {
            throw new IOException(status + " " + new String(body, ISO_8859_1));
        }
    }

    private String line() throws IOException {
        var text = new StringBuilder(80);
        for (var c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The server closed the connection after: " + text);
            }
            if (c != '\r') {
                text.append((char) c);
            }
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
