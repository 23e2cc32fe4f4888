package org.copyhold.control.vault;

import org.jdbi.v3.core.Handle;

/** Keeps the number of recovery points that a vault shows, and is kept from deletion by. */
public final class PointCount {
    private PointCount() {}

    /**
     * Counts recovery points that came or went; stands in the transaction in which their rows do.
     *
     * @param more how many came; less than zero when they went
     */
    public static void add(Handle handle, String vaultId, String account, String region, int more) {
        if (more == 0) {
            return;
        }
        handle.createUpdate("update vault set points = points + :more where id = :id")
                .bind("id", vaultId)
                .bind("more", more)
                .execute();
        VaultChanges.add(handle, account, region);
    }
}
