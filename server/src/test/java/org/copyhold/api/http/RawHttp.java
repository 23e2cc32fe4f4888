package org.copyhold.api.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Speaks HTTP byte by byte, for requests no client would send. */
final class RawHttp implements AutoCloseable {
    private final Socket socket;

    RawHttp(URI address) throws IOException {
        socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(10_000);
    }

    record Reply(String head, String body) {
        int status() {
            return Integer.parseInt(head.substring(9, 12));
        }

        /** A header's value, or an empty text. */
        String header(String name) {
            return head.lines()
                    .filter(
                            l ->
                                    l.toLowerCase(Locale.ROOT)
                                            .startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(l -> l.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    RawHttp send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** One response, with as much body as its Content-Length says. */
    Reply read() throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int b = socket.getInputStream().read();
            if (b < 0) {
                break;
            }
            head.write(b);
        }
        var text = head.toString(StandardCharsets.UTF_8);
        var length = new Reply(text, "").header("Content-Length");
        var body =
                length.isEmpty()
                        ? new byte[0]
                        : socket.getInputStream().readNBytes(Integer.parseInt(length));
        return new Reply(text, new String(body, StandardCharsets.UTF_8));
    }

    /** Whether the server has closed the connection. */
    boolean closed() throws IOException {
        return socket.getInputStream().read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
