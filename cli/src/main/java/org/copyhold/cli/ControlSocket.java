package org.copyhold.cli;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.copyhold.Administration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Function;

/**
 * The server's end of the socket in the data folder: takes the commands of whoever may open it,
 * which is the server's own user. The holder of the data folder's lock opens it.
 */
final class ControlSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final ServerSocketChannel listener;
    private final Administration administration;

    private ControlSocket(Path file, ServerSocketChannel listener, Administration administration) {
        this.file = file;
        this.listener = listener;
        this.administration = administration;
    }

    /** Listens from now on. */
    static ControlSocket open(Path data, Administration administration) throws IOException {
        var file = data.resolve(ControlAddress.NAME);
        Files.deleteIfExists(file);
        var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try (var address = ControlAddress.in(data)) {
            listener.bind(address.address());
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        var socket = new ControlSocket(file, listener, administration);
        Thread.ofVirtual().name("control").start(socket::accept);
        return socket;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        Files.deleteIfExists(file);
    }

    private void accept() {
        try {
            while (true) {
                var caller = listener.accept();
                Thread.ofVirtual().name("control-command").start(() -> answer(caller));
            }
        } catch (ClosedChannelException closed) {
            LOG.debug("No more commands are taken");
        } catch (IOException e) {
            LOG.error("{} takes no more commands; restart the server to mend it", file, e);
        }
    }

    private void answer(SocketChannel caller) {
        try (caller;
                var from = new BufferedReader(Channels.newReader(caller, StandardCharsets.UTF_8));
                var to = Channels.newWriter(caller, StandardCharsets.UTF_8)) {
            var request = JSON.readValue(from.readLine(), ControlRequest.class);
            var out = printer(to, ControlReply::out);
            var err = printer(to, ControlReply::err);
            var exit = run(request, out, err);
            out.flush();
            err.flush();
            send(to, ControlReply.exit(exit));
        } catch (IOException e) {
            LOG.warn("A command's caller went away: {}", e.toString());
        }
    }

    private int run(ControlRequest request, PrintWriter out, PrintWriter err) {
        var arguments = request.arguments().toArray(String[]::new);
        var line = Main.commandLine(out, err, arguments);
        try {
            line.parseArgs(arguments);
            if (leaf(line).getCommand() instanceof Administrative command) {
                return command.run(administration, Path.of(request.folder()), out);
            }
            err.println("copyhold: this is not a command for a running server.");
            return Failures.NOT_UNDERSTOOD;
        } catch (ParameterException e) {
            err.println("copyhold: " + e.getMessage());
            return Failures.NOT_UNDERSTOOD;
        } catch (RuntimeException e) {
            return Failures.explain(e, err);
        }
    }

    private static CommandLine leaf(CommandLine line) {
        var parsed = line.getParseResult();
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        return parsed.commandSpec().commandLine();
    }

    /** Prints into replies, one for each line. */
    private static PrintWriter printer(Writer to, Function<String, ControlReply> reply) {
        return new PrintWriter(new ReplyWriter(text -> send(to, reply.apply(text))), true);
    }

    private static void send(Writer to, ControlReply reply) throws IOException {
        to.write(JSON.writeValueAsString(reply) + "\n");
        to.flush();
    }

    /** Gathers what is written until it is flushed. */
    private static final class ReplyWriter extends Writer {
        private final Sending sending;
        private final StringBuilder waiting = new StringBuilder();

        ReplyWriter(Sending sending) {
            this.sending = sending;
        }

        @Override
        public void write(char[] text, int offset, int length) {
            waiting.append(text, offset, length);
        }

        @Override
        public void flush() throws IOException {
            if (!waiting.isEmpty()) {
                sending.send(waiting.toString());
                waiting.setLength(0);
            }
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    /** Sends text to the caller. */
    private interface Sending {
        void send(String text) throws IOException;
    }
}
