package org.copyhold.work;

import org.copyhold.control.key.SealedKey;
import org.copyhold.control.point.PointStatus;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.VaultKeyVersions;
import org.copyhold.store.Rewrapping;
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/**
 * Wraps recovery points anew once their vault's key was rotated, and removes the versions before
 * when nothing needs them any more. What is owed stands in the database: a rotation that was cut
 * short goes on here. It goes step by step, a hundred recovery points each, and only one step at a
 * time; each looks at the vault anew. Thread-safe.
 */
final class KeyUpkeep {
    private static final Logger LOG = LoggerFactory.getLogger(KeyUpkeep.class);
    private static final Duration AFTER_TROUBLE = Duration.ofMinutes(1);
    private static final int BATCH = 100;

    private final Catalogue catalogue;
    private final AccountStores stores;
    private final BiConsumer<String, Runnable> alone;
    private final ReentrantLock turn = new ReentrantLock(true);

    /** The last recovery point that was looked at, of vaults that are in the middle. */
    private final Map<String, String> seen = new HashMap<>();

    private boolean haveStraysGone;
    private long restsUntil = System.nanoTime();

    /**
     * @param alone runs something while nobody deletes the recovery point of that id
     */
    KeyUpkeep(Catalogue catalogue, AccountStores stores, BiConsumer<String, Runnable> alone) {
        this.catalogue = catalogue;
        this.stores = stores;
        this.alone = alone;
    }

    /**
     * Does the next step of each vault that something is owed to, unless somebody else is at one;
     * not soon again after trouble.
     *
     * @return whether there is more to do at once
     */
    boolean catchUp() {
        if (!turn.tryLock()) {
            return false;
        }
        try {
            if (System.nanoTime() - restsUntil < 0) {
                return false;
            }
            removeStrays();
            var isMore = false;
            for (var vault : keys().rotated()) {
                isMore |= goOn(vault);
            }
            return isMore;
        } finally {
            turn.unlock();
        }
    }

    private boolean goOn(String vaultId) {
        StoreException trouble;
        var after = seen.remove(vaultId);
        try {
            var step = step(vaultId, after == null ? "" : after);
            if (step.last() != null) {
                seen.put(vaultId, step.last());
            }
            trouble = step.trouble();
        } catch (StoreException e) {
            trouble = e;
        }
        if (trouble != null) {
            rest(
                    "Some recovery points of vault " + vaultId + " are still wrapped under an",
                    trouble);
        }
        return trouble == null && seen.containsKey(vaultId);
    }

    /**
     * Once in a process: what dead ones wrote of versions that were rotated away, and of which the
     * database knows nothing. Such a version is not needed, and never will be again.
     */
    private void removeStrays() {
        if (haveStraysGone) {
            return;
        }
        try {
            for (var vault : keys().everRotated()) {
                if (stores.isConfigured(vault.region())) {
                    known(vault).forEach(store -> removeStrays(store, vault));
                }
            }
            haveStraysGone = true;
        } catch (StoreException e) {
            rest("A store may have an", e);
        }
    }

    private void removeStrays(SealedStore store, Vault vault) {
        if (store.missing().any()) {
            return;
        }
        var key = vault.key();
        for (int version : store.records().keyVersions(key.id())) {
            if (version < key.version() && keys().find(vault.id(), key.id(), version).isEmpty()) {
                store.records().deleteKey(key.id(), version);
            }
        }
    }

    private void rest(String what, StoreException trouble) {
        restsUntil = System.nanoTime() + AFTER_TROUBLE.toNanos();
        LOG.warn(
                "{} earlier version of a vault's key. Trying again in {}. {}",
                what,
                AFTER_TROUBLE,
                trouble.explained());
    }

    /**
     * Does all that is owed to one vault.
     *
     * @throws StoreException the first trouble, when all has been done that could be
     */
    void catchUp(String vaultId) {
        StoreException trouble = null;
        var after = "";
        while (after != null) {
            turn.lock();
            try {
                var step = step(vaultId, after);
                trouble = trouble == null ? step.trouble() : trouble;
                after = step.last();
            } finally {
                turn.unlock();
            }
        }
        if (trouble != null) {
            throw trouble;
        }
    }

    /**
     * How a step has ended.
     *
     * @param last the recovery point to go on behind; null when there is none left
     * @param trouble the first that there was
     */
    private record Step(@Nullable String last, @Nullable StoreException trouble) {}

    private Step step(String vaultId, String after) {
        var vault = catalogue.vaults().findById(vaultId).orElse(null);
        if (vault == null || !stores.isConfigured(vault.region())) {
            return new Step(null, null);
        }
        var known = known(vault);
        var batch =
                known.isEmpty() ? List.<String>of() : keys().unwrapped(vault.id(), after, BATCH);
        var trouble = wrap(batch, vault);
        if (batch.size() == BATCH) {
            return new Step(batch.getLast(), trouble);
        }
        forgetEarlier(vault, known);
        return new Step(null, trouble);
    }

    private List<SealedStore> known(Vault vault) {
        return stores.known(
                vault.account(),
                vault.region(),
                trouble -> {
                    throw trouble;
                });
    }

    private @Nullable StoreException wrap(List<String> points, Vault vault) {
        StoreException trouble = null;
        var rewrappings = new HashMap<SealedStore, Rewrapping>();
        for (var point : points) {
            try {
                alone.accept(point, () -> wrap(point, vault, rewrappings));
            } catch (StoreException e) {
                trouble = trouble == null ? e : trouble;
            }
        }
        return trouble;
    }

    /** In the store that keeps it, warm or cold; one whose deletion has begun needs no wrap. */
    private void wrap(String id, Vault vault, Map<SealedStore, Rewrapping> rewrappings) {
        catalogue
                .points()
                .findById(id)
                .filter(point -> point.status() != PointStatus.DELETING)
                .ifPresent(
                        point -> {
                            rewrappings
                                    .computeIfAbsent(
                                            stores.of(point), store -> rewrapping(store, vault))
                                    .wrap(id);
                            keys().wrapped(id, vault.key().version());
                        });
    }

    private Rewrapping rewrapping(SealedStore store, Vault vault) {
        return store.records().rewrapping(catalogue.keys(vault), AccountStores.key(vault.key()));
    }

    /**
     * What was rotated away before this vault was looked at, and nothing since: its key may have
     * been rotated again meanwhile. Nothing while recovery points are missing that a rebuild may
     * yet bring back: nobody knows what they are wrapped under.
     *
     * @param known the stores that the vault's recovery points lie in
     */
    private void forgetEarlier(Vault vault, List<SealedStore> known) {
        if (known.stream().anyMatch(store -> store.missing().any())) {
            return;
        }
        var needless = known.isEmpty() ? before(vault) : keys().needless(vault);
        for (var earlier : needless) {
            known.forEach(store -> store.records().deleteKey(earlier.id(), earlier.version()));
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
