package org.copyhold.control.vault;

import org.jdbi.v3.core.Handle;

/**
 * Counts the changes of an account's vaults in a Region, in the transactions that make them: while
 * the number is the same, so is every list of these vaults.
 */
final class VaultChanges {
    private VaultChanges() {}

    /** How many there were. */
    static long count(Handle handle, String account, String region) {
        return handle.createQuery(
                        """
                        select changes from vault_change
                        where account = :account and region = :region
                        """)
                .bind("account", account)
                .bind("region", region)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    /** Counts one; has to stand in the transaction of the change. */
    static void add(Handle handle, String account, String region) {
        handle.createUpdate(
                        """
                        insert into vault_change (account, region, changes)
                        values (:account, :region, 1)
                        on conflict (account, region) do update
                        set changes = vault_change.changes + 1
                        """)
                .bind("account", account)
                .bind("region", region)
                .execute();
    }

    /** Counts one for every account and Region that has had any. */
    static void addEverywhere(Handle handle) {
        handle.execute("update vault_change set changes = changes + 1");
    }
}
