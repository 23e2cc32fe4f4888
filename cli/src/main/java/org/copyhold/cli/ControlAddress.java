package org.copyhold.cli;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the socket in a data folder is reached. A socket's path has room for about a hundred bytes;
 * a longer one is reached through a short link, which goes with {@link #close}.
 */
final class ControlAddress implements AutoCloseable {
    static final String NAME = "copyhold.sock";

    private static final int LONGEST_PATH_BYTES = 100;

    private final Path socket;
    private final @Nullable Path link;

    private ControlAddress(Path socket, @Nullable Path link) {
        this.socket = socket;
        this.link = link;
    }

    static ControlAddress in(Path data) throws IOException {
        var socket = data.resolve(NAME);
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH_BYTES) {
            return new ControlAddress(socket, null);
        }
        var link = Files.createTempDirectory("copyhold").resolve("data");
        Files.createSymbolicLink(link, data);
        return new ControlAddress(link.resolve(NAME), link);
    }

    UnixDomainSocketAddress address() {
        return UnixDomainSocketAddress.of(socket);
    }

    @Override
    public void close() throws IOException {
        if (link != null) {
            Files.delete(link);
            Files.delete(link.resolveSibling(""));
        }
    }
}
