package org.copyhold.api;

import org.copyhold.api.sigv4.SignedRequest;
import org.copyhold.kit.Caller;

import java.util.List;

/** The operations, reachable by their routes. Thread-safe. */
public final class Api {
    /**
     * @param operations each of them one of the operations AWS Backup has
     */
    public Api(List<? extends Operation<?, ?>> operations) {
        throw new UnsupportedOperationException("the edge lands next: " + operations);
    }

    /**
     * Answers a request whose signature has been verified, or refuses with a {@link
     * org.copyhold.kit.BackupException}.
     */
    public Answer call(Caller caller, SignedRequest request) {
        if (caller.account().isEmpty()) {
            throw new IllegalArgumentException("no account");
        }
        throw new UnsupportedOperationException("the edge lands next: " + request);
    }
}
