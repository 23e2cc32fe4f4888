package org.copyhold.work;

import org.copyhold.control.vault.VaultRecords;
import org.copyhold.control.vault.VaultRecords.Kept;
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.function.Consumer;

/**
 * Writes vaults into the stores of their account, each time they have changed, and takes those out
 * that are gone. An account that has no store in a Region gets none for this. Thread-safe.
 */
final class VaultUpkeep {
    private static final Logger LOG = LoggerFactory.getLogger(VaultUpkeep.class);
    private static final int BATCH = 100;

    private final VaultRecords records;
    private final AccountStores stores;

    VaultUpkeep(VaultRecords records, AccountStores stores) {
        this.records = records;
        this.stores = stores;
    }

    /** By one at a time: a vault that was read long ago would bring a key back that is gone. */
    synchronized void catchUp() {
        for (var gone : records.gone()) {
            attempt(
                    gone.account(),
                    gone.region(),
                    store -> store.records().deleteVault(gone.id(), gone.key()),
                    () -> records.forget(gone));
        }
        var after = "";
        List<Kept> batch;
        do {
            batch = records.unwritten(after, BATCH);
            batch.forEach(listed -> records.of(listed.id()).ifPresent(this::write));
            after = batch.isEmpty() ? after : batch.getLast().id();
        } while (batch.size() == BATCH);
    }

    private void write(Kept kept) {
        attempt(
                kept.account(),
                kept.region(),
                store ->
                        store.records()
                                .writeVault(Labels.record(kept), AccountStores.key(kept.key())),
                () -> written(kept));
    }

    /**
     * @param then done when all stores that there are did their part; not while the Region is not
     *     configured
     */
    private void attempt(String account, String region, Consumer<SealedStore> work, Runnable then) {
        if (!stores.isConfigured(region)) {
            return;
        }
        try {
            stores.known(account, region, VaultUpkeep::rethrow).forEach(work);
            then.run();
        } catch (StoreException e) {
            LOG.warn(
                    "A vault of account {} in {} has changed but its store does not know yet. {}",
                    account,
                    region,
                    e.explained());
        }
    }

    /** A vault without a store is written with the first recovery point. */
    private void written(Kept kept) {
        if (stores.exists(kept.account(), kept.region())) {
            records.written(kept.id(), kept.version());
        }
    }

    private static void rethrow(StoreException e) {
        throw e;
    }
}
