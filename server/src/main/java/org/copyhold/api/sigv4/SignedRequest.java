package org.copyhold.api.sigv4;

import java.util.List;
import java.util.Map;

/**
 * A request as it came over the wire.
 *
 * @param rawPath the path, still percent-encoded
 * @param rawQuery what follows the question mark, still percent-encoded; empty for none
 * @param headers all values by lower-case name, in the order sent
 */
public record SignedRequest(
        String method,
        String rawPath,
        String rawQuery,
        Map<String, List<String>> headers,
        byte[] body) {}
