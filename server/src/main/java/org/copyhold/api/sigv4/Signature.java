package org.copyhold.api.sigv4;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a request says of its own signature, in either form.
 *
 * @param signedHeaders the names of the headers it covers, as listed
 * @param hex the signature itself
 * @param at the time it was made
 * @param form where it stands in the request
 * @param lifetime how long after {@code at} it is good
 */
record Signature(
        Scope scope,
        List<String> signedHeaders,
        String hex,
        Instant at,
        Form form,
        Duration lifetime) {
    enum Form {
        HEADER,
        QUERY
    }
}
