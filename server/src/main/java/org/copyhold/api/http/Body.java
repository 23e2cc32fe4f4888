package org.copyhold.api.http;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;

import org.copyhold.kit.BackupException;
import org.copyhold.kit.ErrorCode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads request bodies, up to a limit. */
final class Body {
    /** The largest body accepted. */
    static final int MAX_BYTES = 1 << 20;

    /**
     * How much of a body too large is read and thrown away, so that its sender gets to see the
     * refusal.
     */
    private static final int MAX_DISCARDED_BYTES = 32 << 20;

    private static final byte[] NONE = {};

    private Body() {}

    /**
     * @throws org.copyhold.kit.BackupException REQUEST_ENTITY_TOO_LARGE; the connection must then
     *     be closed
     */
    static byte[] read(ServerRequest request) {
        if (!request.content().hasEntity()) {
            return NONE;
        }
        boolean tooLarge = request.headers().contentLength().orElse(0) > MAX_BYTES;
        if (tooLarge && request.headers().containsToken(HeaderValues.EXPECT_100)) {
            throw tooLarge();
        }
        try {
            // Not closed: closing reads on to the end, which a body cut short or malformed does not
            // have.
            var in = request.content().inputStream();
            var bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                discard(in);
                throw tooLarge();
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw ErrorCode.SERIALIZATION.with("The request body's chunks are malformed.");
        } catch (IOException e) {
            throw new UncheckedIOException("The request body ends early", e);
        }
    }

    private static void discard(InputStream in) throws IOException {
        var buffer = new byte[64 << 10];
        for (int left = MAX_DISCARDED_BYTES; left > 0; ) {
            int read = in.read(buffer);
            if (read < 0) {
                return;
            }
            left -= read;
        }
    }

    private static BackupException tooLarge() {
        return ErrorCode.REQUEST_ENTITY_TOO_LARGE.with(
                "A request body may have " + MAX_BYTES + " bytes at most.");
    }
}
