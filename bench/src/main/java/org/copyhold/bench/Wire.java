package org.copyhold.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;

/** One keep-alive connection that sends prepared requests. Not thread-safe. */
final class Wire implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final String LENGTH = "content-length:";
    private final Socket socket;
    private final InputStream in;

    Wire(URI endpoint) throws IOException {
        socket = new Socket(endpoint.getHost(), endpoint.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    /** Sends a request and reads the whole answer; anything but a 200 ends the run. */
    void exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        var status = line();
        var length = 0;
        for (var header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            }
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
