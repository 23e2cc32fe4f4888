package org.copyhold.api.http;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * Where the server listens.
 *
 * @param host a name or address of this machine
 * @param port 0 for any free one
 * @param tls absent for plain HTTP
 */
public record Listen(String host, int port, @Nullable Tls tls) {
    /** A PEM certificate chain and its unencrypted PKCS#8 key. */
    public record Tls(Path certificate, Path key) {}
}
