package org.copyhold.control.call;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.kit.Caller;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A call with an idempotency token, which counts within an account, a Region and an operation.
 *
 * @param member the request's member that holds the token
 * @param token as the client wrote it
 * @param digest tells calls with other parameters apart
 */
public record Call(
        String account,
        String region,
        String operation,
        String member,
        String token,
        String digest) {
    /** Longer than any token that clients are known to build from ARNs. */
    public static final int MAX_TOKEN = 4096;

    /** What every database takes into an index as it is; other tokens are kept as their digests. */
    private static final Pattern PLAIN = Pattern.compile("[ -~]{1,512}");

    public Call {
        if (token.isEmpty() || token.length() > MAX_TOKEN) {
            throw INVALID_PARAMETER_VALUE.with(
                    "Invalid %s: it must have 1 to %d characters, not %d."
                            .formatted(member, MAX_TOKEN, token.length()));
        }
    }

    /**
     * A call of an operation; empty when it has no token and so cannot be recognised again.
     *
     * @param token the member IdempotencyToken
     * @param parameters all that makes it the same call, in a fixed order
     * @throws org.copyhold.kit.BackupException InvalidParameterValueException when the token is
     *     empty or too long
     */
    public static Optional<Call> of(
            Caller caller, String operation, @Nullable String token, List<String> parameters) {
        return of(caller, operation, new Token("IdempotencyToken", token), parameters);
    }

    /** The same, for an operation whose token has a name of its own. */
    public static Optional<Call> of(
            Caller caller, String operation, Token token, List<String> parameters) {
        var text = token.text();
        return text == null
                ? Optional.empty()
                : Optional.of(
                        new Call(
                                caller.account(),
                                caller.region(),
                                operation,
                                token.member(),
                                text,
                                digest(parameters)));
    }

    /**
     * What a request says to be recognised by.
     *
     * @param member its name in the request
     */
    public record Token(String member, @Nullable String text) {}

    /** The token as it is kept. */
    String key() {
        return PLAIN.matcher(token).matches() ? token : "sha256:" + digest(List.of(token));
    }

    private static String digest(List<String> parameters) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            for (var parameter : parameters) {
                var bytes = parameter.getBytes(StandardCharsets.UTF_8);
                sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
                sha.update(bytes);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
