package org.copyhold.control.job;

import org.copyhold.kit.Caller;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A call with an idempotency token, which counts within an account, a Region and an operation.
 *
 * @param digest tells calls with other parameters apart
 */
public record Call(String account, String region, String operation, String token, String digest) {
    /**
     * A call of an operation.
     *
     * @param parameters all that makes it the same call, in a fixed order
     */
    public static Call of(Caller caller, String operation, String token, List<String> parameters) {
        return new Call(caller.account(), caller.region(), operation, token, digest(parameters));
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
