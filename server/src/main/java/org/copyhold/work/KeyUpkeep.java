package org.copyhold.work;

import org.copyhold.control.key.SealedKey;
import org.copyhold.control.point.PointStatus;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.VaultKeyVersions;
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Wraps recovery points anew once their vault's key was rotated, and removes the versions before
 * when nothing needs them any more. What is owed stands in the database: a rotation that was cut
 * short goes on here.
 */
final class KeyUpkeep {
    private static final Logger LOG = LoggerFactory.getLogger(KeyUpkeep.class);
    private static final Duration AFTER_TROUBLE = Duration.ofMinutes(1);
    private static final int BATCH = 100;

    private final Catalogue catalogue;
    private final AccountStores stores;
    private final BiConsumer<String, Runnable> alone;
    private long restsUntil = System.nanoTime();

    /**
     * @param alone runs something while nobody deletes the recovery point of that id
     */
    KeyUpkeep(Catalogue catalogue, AccountStores stores, BiConsumer<String, Runnable> alone) {
        this.catalogue = catalogue;
        this.stores = stores;
        this.alone = alone;
    }

    /** Does what is owed to all vaults; not soon again after trouble. */
    synchronized void catchUp() {
        if (System.nanoTime() - restsUntil < 0) {
            return;
        }
        for (var vault : keys().rotated()) {
            try {
                catchUp(vault);
            } catch (StoreException e) {
                restsUntil = System.nanoTime() + AFTER_TROUBLE.toNanos();
                LOG.warn(
                        "Some recovery points of vault {} are still wrapped under an earlier"
                                + " version of its key. Trying again in {}. {}",
                        vault,
                        AFTER_TROUBLE,
                        e.explained());
            }
        }
    }

    /**
     * Does what is owed to one vault.
     *
     * @throws StoreException the first trouble, when all has been done that could be
     */
    synchronized void catchUp(String vaultId) {
        var vault = catalogue.vaults().findById(vaultId).orElse(null);
        if (vault == null || !stores.isConfigured(vault.region())) {
            return;
        }
        var known =
                stores.known(
                        vault.account(),
                        vault.region(),
                        trouble -> {
                            throw trouble;
                        });
        if (!known.isEmpty()) {
            wrapAll(vault);
        }
        forgetEarlier(vault, known);
    }

    private void wrapAll(Vault vault) {
        StoreException trouble = null;
        var after = "";
        List<String> batch;
        do {
            batch = keys().unwrapped(vault.id(), after, BATCH);
            for (var point : batch) {
                try {
                    alone.accept(point, () -> wrap(point, vault));
                } catch (StoreException e) {
                    trouble = trouble == null ? e : trouble;
                }
            }
            after = batch.isEmpty() ? after : batch.getLast();
        } while (batch.size() == BATCH);
        if (trouble != null) {
            throw trouble;
        }
    }

    /** In the store that keeps it, warm or cold; one whose deletion has begun needs no wrap. */
    private void wrap(String id, Vault vault) {
        catalogue
                .points()
                .findById(id)
                .filter(point -> point.status() != PointStatus.DELETING)
                .ifPresent(
                        point -> {
                            stores.of(point)
                                    .records()
                                    .rewrapping(
                                            catalogue.keys(vault), AccountStores.key(vault.key()))
                                    .wrap(id);
                            keys().wrapped(id, vault.key().version());
                        });
    }

    /**
     * What was rotated away before this vault was looked at, and nothing since: its key may have
     * been rotated again meanwhile.
     *
     * @param known the stores that the vault's recovery points lie in
     */
    private void forgetEarlier(Vault vault, List<SealedStore> known) {
        var needless = known.isEmpty() ? before(vault) : keys().needless(vault);
        for (var earlier : needless) {
            known.forEach(store -> store.records().deleteKey(AccountStores.key(earlier)));
            keys().forget(earlier);
            LOG.info(
                    "Vault {}: nothing needs key {}-{} any more; it is gone",
                    vault.arn(),
                    earlier.id(),
                    earlier.version());
        }
    }

    private List<SealedKey> before(Vault vault) {
        return keys().earlier(vault.id()).stream()
                .filter(earlier -> earlier.version() < vault.key().version())
                .toList();
    }

    private VaultKeyVersions keys() {
        return catalogue.vaults().keys();
    }
}
