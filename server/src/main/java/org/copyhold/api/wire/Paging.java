package org.copyhold.api.wire;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.kit.Caller;
import org.copyhold.kit.Page;
import org.copyhold.kit.Position;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.backup.model.BackupRequest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The paging of one list request: {@code MaxResults} and {@code NextToken} in, a page to read and
 * the next token out. A token holds a position and fits only the operation, account, Region and
 * filter it was given for. It is no secret and opens nothing: whoever forges one gets another place
 * in a list that is the caller's own anyway.
 *
 * <pre>{@code
 * var paging = Paging.of(caller, in);
 * var slice = vaults.list(caller, paging.page());
 * return ListBackupVaultsResponse.builder()
 *         .backupVaultList(slice.rows().stream().map(Wire::vault).toList())
 *         .nextToken(paging.next(slice.last())).build();
 * }</pre>
 */
public final class Paging {
    private static final int SEAL_BYTES = 12;
    private static final int FIXED_BYTES = SEAL_BYTES + Long.BYTES;

    private final Page page;
    private final byte[] list;

    private Paging(byte[] list, @Nullable Integer maxResults, @Nullable String token) {
        this.list = list;
        this.page =
                new Page(
                        maxResults == null ? Page.MAX_SIZE : maxResults,
                        token == null || token.isEmpty() ? null : position(token));
    }

    /**
     * Reads the paging members of {@code in}, whatever the operation; all its other members are the
     * filter.
     *
     * @throws org.copyhold.kit.BackupException INVALID_PARAMETER_VALUE for a number out of range or
     *     a token of another list
     */
    public static Paging of(Caller caller, BackupRequest in) {
        var list = sha256();
        add(list, in.getClass().getSimpleName());
        add(list, caller.account());
        add(list, caller.region());
        Integer maxResults = null;
        String token = null;
        for (var field : in.sdkFields()) {
            var value = field.getValueOrDefault(in);
            if (field.memberName().equals("MaxResults")) {
                maxResults = (Integer) value;
            } else if (field.memberName().equals("NextToken")) {
                token = (String) value;
            } else if (value != null) {
                add(list, field.memberName());
                add(list, value.toString());
            }
        }
        return new Paging(list.digest(), maxResults, token);
    }

    /** What to read. */
    public Page page() {
        return page;
    }

    /** The token for what follows {@code last}, or null when nothing does. */
    public @Nullable String next(@Nullable Position last) {
        if (last == null) {
            return null;
        }
        var id = last.id().getBytes(StandardCharsets.UTF_8);
        var token = ByteBuffer.allocate(FIXED_BYTES + id.length);
        token.position(SEAL_BYTES).putLong(last.rank()).put(id);
        token.rewind().put(seal(token.array()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
    }

    private Position position(String token) {
        var bytes = decode(token);
        if (bytes.length < FIXED_BYTES
                || !Arrays.equals(bytes, 0, SEAL_BYTES, seal(bytes), 0, SEAL_BYTES)) {
            throw INVALID_PARAMETER_VALUE.with(
                    "The NextToken is not one that this list returned with the same filters.");
        }
        var id = new String(bytes, FIXED_BYTES, bytes.length - FIXED_BYTES, StandardCharsets.UTF_8);
        return new Position(ByteBuffer.wrap(bytes, SEAL_BYTES, Long.BYTES).getLong(), id);
    }

    private static byte[] decode(String token) {
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private byte[] seal(byte[] token) {
        var digest = sha256();
        digest.update(list);
        digest.update(token, SEAL_BYTES, token.length - SEAL_BYTES);
        return Arrays.copyOf(digest.digest(), SEAL_BYTES);
    }

    private static void add(MessageDigest digest, String part) {
        var bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
