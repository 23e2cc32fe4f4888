package org.copyhold.work;

import org.copyhold.control.job.JobLog;
import org.copyhold.control.point.RecoveryPoints;
import org.copyhold.control.resource.Resources;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.VaultRecords;
import org.copyhold.control.vault.Vaults;
import org.copyhold.sql.Database;
import org.copyhold.store.Statements;
import org.copyhold.store.seal.VaultKeys;

/** The keepers that jobs of every kind use beside their own. */
public record Catalogue(
        Database database, Vaults vaults, RecoveryPoints points, Resources resources, JobLog log) {
    /** What a store is to keep of a vault; a vault that a job has entered is there. */
    VaultRecords.Kept record(Vault vault) {
        return vaults.records()
                .of(vault.id())
                .orElseThrow(() -> new IllegalStateException("No vault " + vault.id()));
    }

    /** The versions of a vault's key, looked up when they are asked for. */
    VaultKeys keys(Vault vault) {
        return (id, version) -> vaults.keys().find(vault.id(), id, version).map(AccountStores::key);
    }

    /**
     * Commits what is wrapped under a vault's key, which the store then has. Where that fails
     * because the key was rotated meanwhile, it is put down that the store has it still.
     */
    void underKey(VaultRecords.Kept kept, Runnable commit) {
        try {
            commit.run();
        } catch (RuntimeException e) {
            try {
                vaults.keys().keepIfEarlier(kept.id(), kept.key());
            } catch (RuntimeException also) {
                e.addSuppressed(also); // the next start finds it
            }
            throw e;
        }
    }

    /**
     * To be asked in the transaction of a commit: the key that it wrapped under is still the
     * vault's newest, so that no version is dropped that a wrap turns out to need.
     */
    void confirmKey(VaultRecords.Kept kept, String job) {
        vaults.hold(kept.id());
        RowChanged.unless(
                vaults.findById(kept.id())
                        .filter(vault -> vault.key().version() == kept.key().version())
                        .isPresent(),
                job);
    }

    /** Statements of these keepers, for a transaction of a store. */
    Statements joined(Runnable statements) {
        return connection -> database.within(connection, statements);
    }
}
