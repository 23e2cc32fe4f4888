package org.copyhold.api.http;

import org.copyhold.api.Api;
import org.copyhold.api.sigv4.Verifier;

import java.net.URI;

/** The running listener. */
public final class ApiServer implements AutoCloseable {
    private final URI address;

    private ApiServer(URI address) {
        this.address = address;
    }

    /**
     * Opens the port and answers from then on.
     *
     * @throws IllegalStateException naming the address, when it is in use or not this machine's, or
     *     naming the file, when the certificate or key cannot be read
     */
    public static ApiServer start(Listen listen, Verifier verifier, Api api, Doors doors) {
        return new ApiServer(URI.create("http://" + listen.host() + ":" + listen.port()));
    }

    /** Where clients reach it, for instance {@code http://127.0.0.1:8480}. */
    public URI address() {
        return address;
    }

    /** Takes no new request, lets running ones end for a few seconds, and closes the port. */
    @Override
    public void close() {}
}
