package org.copyhold.testing;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands between a client and an S3 server and does what networks, proxies and servers do on bad
 * days. One request a connection.
 */
public final class FaultProxy implements AutoCloseable {
    private final ServerSocket socket;
    private final URI server;
    private final Random random;
    private final int oneIn;
    private final List<Fault> drawn;
    private volatile @Nullable Fault always;
    private final AtomicInteger faults = new AtomicInteger();

    /** What happens to a request. */
    public enum Fault {
        LATE,
        TOLD_TO_SLOW_DOWN,
        FORBIDDEN,
        CUT_ON_ITS_WAY,
        DAMAGED_ON_ITS_WAY,
        ANSWER_LOST,
        ANSWER_CUT,
        ANSWER_HALVED,
        ANSWER_DAMAGED,
        DONE_AND_CALLED_AN_ERROR,
        NOT_DONE_AND_CALLED_DONE
    }

    /** What networks and servers do that are honest and soon well again. */
    public static final Set<Fault> PASSING =
            EnumSet.of(
                    Fault.LATE,
                    Fault.TOLD_TO_SLOW_DOWN,
                    Fault.CUT_ON_ITS_WAY,
                    Fault.ANSWER_LOST,
                    Fault.ANSWER_CUT,
                    Fault.DONE_AND_CALLED_AN_ERROR);

    /** Those, and what damages and lies. */
    public static final Set<Fault> ALL =
            EnumSet.complementOf(EnumSet.of(Fault.FORBIDDEN, Fault.ANSWER_HALVED));

    /**
     * A proxy before a server.
     *
     * @param oneIn of so many requests one goes wrong; 0 for none
     * @param faults one of which it then is
     */
    public FaultProxy(URI server, long seed, int oneIn, Set<Fault> faults) {
        this.drawn = List.copyOf(EnumSet.copyOf(faults));
        this.server = server;
        this.random = new Random(seed);
        this.oneIn = oneIn;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** Requests that went wrong so far. */
    public int faults() {
        return faults.get();
    }

    /** Lets this befall each request from now on; null for none but those that are drawn. */
    public void always(@Nullable Fault fault) {
        always = fault;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            var request = Message.read(client.getInputStream(), client);
            if (!request.head.isEmpty()) {
                answer(client, request);
            }
        } catch (IOException e) {
            faults.incrementAndGet(); // the client gave up, or the server cut us off
        }
    }

    private synchronized int draw(int bound) {
        return random.nextInt(bound);
    }

    private void answer(Socket client, Message request) throws IOException {
        var fault = fault();
        if (fault == null) {
            client.getOutputStream().write(forward(request.bytes()));
            return;
        }
        faults.incrementAndGet();
        befall(fault, client, request);
    }

    private @Nullable Fault fault() {
        var every = always;
        if (every != null) {
            return every;
        }
        return oneIn > 0 && draw(oneIn) == 0 ? drawn.get(draw(drawn.size())) : null;
    }

    private void befall(Fault fault, Socket client, Message request) throws IOException {
        var out = client.getOutputStream();
        switch (fault) {
            case LATE -> {
                LockSupport.parkNanos(200_000_000L);
                out.write(forward(request.bytes()));
            }
            case TOLD_TO_SLOW_DOWN -> out.write(status("503 Slow Down"));
            case FORBIDDEN -> out.write(status("403 Forbidden"));
            case CUT_ON_ITS_WAY -> forwardPart(request);
            case DAMAGED_ON_ITS_WAY -> out.write(forward(damaged(request).bytes()));
            case ANSWER_LOST -> forward(request.bytes());
            case ANSWER_CUT -> {
                var answer = forward(request.bytes());
                out.write(answer, 0, draw(answer.length + 1));
            }
            case ANSWER_HALVED -> {
                var answer = forward(request.bytes());
                out.write(answer, 0, answer.length / 2);
            }
            case ANSWER_DAMAGED -> out.write(damagedAnswer(request, forward(request.bytes())));
            case DONE_AND_CALLED_AN_ERROR -> {
                forward(request.bytes());
                out.write(status("500 Internal Server Error"));
            }
            case NOT_DONE_AND_CALLED_DONE ->
                    out.write(request.isWrite() ? status("200 OK") : forward(request.bytes()));
        }
    }

    /** The bytes of an object are damaged, never a list or an error, which nothing vouches for. */
    private byte[] damagedAnswer(Message request, byte[] answer) {
        int body = new String(answer, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
        if (request.head.startsWith("GET")
                && !request.head.contains("list-type=2")
                && new String(answer, 0, 12, StandardCharsets.ISO_8859_1).contains(" 20")
                && answer.length > body) {
            answer[body + draw(answer.length - body)] ^= (byte) (1 << draw(8));
        }
        return answer;
    }

    private Message damaged(Message request) {
        var body = request.body.clone();
        if (body.length > 0) {
            body[draw(body.length)] ^= (byte) (1 << draw(8));
        }
        return new Message(request.head, body);
    }

    private static byte[] status(String line) {
        return ("HTTP/1.1 " + line + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] forward(byte[] request) throws IOException {
        try (var upstream = new Socket(server.getHost(), server.getPort())) {
            upstream.setSoTimeout(5_000);
            upstream.getOutputStream().write(request);
            return Message.answer(
                    upstream.getInputStream(),
                    new String(request, 0, 4, StandardCharsets.US_ASCII));
        }
    }

    private void forwardPart(Message request) throws IOException {
        try (var upstream = new Socket(server.getHost(), server.getPort())) {
            var bytes = request.bytes();
            upstream.getOutputStream().write(bytes, 0, draw(bytes.length));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A request: its head as it will be forwarded, and its body. */
    private record Message(String head, byte[] body) {
        /** An answer as it came, whether or not the server closes the connection behind it. */
        static byte[] answer(InputStream in, String method) throws IOException {
            var head = head(in);
            var all = new ByteArrayOutputStream();
            all.writeBytes(
                    head.replaceFirst("\r\n", "\r\nConnection: close\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            var lower = head.toLowerCase(Locale.ROOT);
            int at = lower.indexOf("\r\ncontent-length:");
            if (method.equals("HEAD") || lower.contains(" 204 ") || lower.contains(" 304 ")) {
                return all.toByteArray();
            }
            if (at >= 0) {
                int end = lower.indexOf("\r\n", at + 2);
                all.writeBytes(
                        in.readNBytes(Integer.parseInt(lower.substring(at + 17, end).strip())));
                return all.toByteArray();
            }
            while (!all.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n0\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                all.write(next);
            }
            return all.toByteArray();
        }

        private static String head(InputStream in) throws IOException {
            var head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return "";
                }
                head.append((char) next);
            }
            return head.toString();
        }

        static Message read(InputStream in, Socket client) throws IOException {
            var head = head(in);
            if (head.isEmpty()) {
                return new Message("", new byte[0]);
            }
            var kept = new StringBuilder();
            int length = 0;
            for (var line : head.strip().lines().toList()) {
                var lower = line.toLowerCase(Locale.ROOT);
                if (lower.startsWith("expect:")) {
                    client.getOutputStream()
                            .write(
                                    "HTTP/1.1 100 Continue\r\n\r\n"
                                            .getBytes(StandardCharsets.US_ASCII));
                } else if (!lower.startsWith("connection:")) {
                    kept.append(line).append("\r\n");
                }
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(lower.substring(15).strip());
                }
            }
            kept.append("Connection: close\r\n\r\n");
            return new Message(kept.toString(), in.readNBytes(length));
        }

        boolean isWrite() {
            return head.startsWith("PUT") || head.startsWith("DELETE");
        }

        byte[] bytes() {
            var all = new ByteArrayOutputStream();
            all.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
            all.writeBytes(body);
            return all.toByteArray();
        }
    }
}
