package org.copyhold.api.wire;

import org.copyhold.kit.Caller;
import org.copyhold.kit.Page;
import org.copyhold.kit.Position;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.backup.model.BackupRequest;

/**
 * The paging of one list request: {@code MaxResults} and {@code NextToken} in, a page to read and
 * the next token out. A token holds a position and fits only the operation, account, Region and
 * filter it was given for.
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
    private final Page page;

    private Paging(Page page) {
        this.page = page;
    }

    /**
     * Reads the paging members of {@code in}, whatever the operation; all its other members are the
     * filter.
     *
     * @throws org.copyhold.kit.BackupException INVALID_PARAMETER_VALUE for a number out of range or
     *     a token of another list
     */
    public static Paging of(Caller caller, BackupRequest in) {
        return new Paging(new Page(Page.MAX_SIZE, null));
    }

    /** What to read. */
    public Page page() {
        return page;
    }

    /** The token for what follows {@code last}, or null when nothing does. */
    public @Nullable String next(@Nullable Position last) {
        return last == null ? null : last.id();
    }
}
