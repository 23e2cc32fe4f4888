package org.copyhold.cli;

import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Has a running server carry out a command. */
final class ControlClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ControlClient() {}

    /** The exit code of the command, or empty when no server runs on the data folder. */
    static OptionalInt call(Path data, ControlRequest request, PrintWriter out, PrintWriter err) {
        if (!Files.exists(data.resolve(ControlAddress.NAME))) {
            return OptionalInt.empty();
        }
        try (var address = ControlAddress.in(data);
                var channel = SocketChannel.open(address.address())) {
            return OptionalInt.of(converse(channel, request, out, err));
        } catch (ConnectException nobodyListens) {
            return OptionalInt.empty();
        } catch (IOException e) {
            throw new Refusal(
                    "Cannot speak with the server on " + data + " (" + e + "); is it yours?");
        }
    }

    private static int converse(
            SocketChannel channel, ControlRequest request, PrintWriter out, PrintWriter err)
            throws IOException {
        var to = Channels.newWriter(channel, StandardCharsets.UTF_8);
        to.write(JSON.writeValueAsString(request) + "\n");
        to.flush();
        var from = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        for (var line = from.readLine(); line != null; line = from.readLine()) {
            var reply = JSON.readValue(line, ControlReply.class);
            if (reply.out() != null) {
                out.print(reply.out());
                out.flush();
            }
            if (reply.err() != null) {
                err.print(reply.err());
                err.flush();
            }
            if (reply.exit() != null) {
                return reply.exit();
            }
        }
        throw new IOException("it ended before the command was done");
    }
}
