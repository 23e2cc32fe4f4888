package org.copyhold.work;

import org.copyhold.control.access.DomainSecrets;
import org.copyhold.control.key.SealedKey;
import org.copyhold.kit.Regions;
import org.copyhold.store.SealedStore;
import org.copyhold.store.Stores;
import org.copyhold.store.index.ScrubTotals;
import org.copyhold.store.seal.DedupDomain;
import org.copyhold.store.seal.DomainSecret;
import org.copyhold.store.seal.KeyProvider;
import org.copyhold.store.seal.VaultKey;

import java.util.Optional;

/** The stores of the accounts, and their keys as stores take them. Thread-safe. */
public final class AccountStores {
    private final Stores stores;
    private final Regions regions;
    private final DomainSecrets domains;
    private final KeyProvider keys;

    public AccountStores(Stores stores, Regions regions, DomainSecrets domains, KeyProvider keys) {
        this.stores = stores;
        this.regions = regions;
        this.domains = domains;
        this.keys = keys;
    }

    /** The ordinary store of an account in a Region. */
    public SealedStore at(String account, String region) {
        return stores.at(regions.store(account, region));
    }

    /** Whether an account has ever kept anything in a Region. */
    public boolean exists(String account, String region) {
        return stores.has(regions.store(account, region));
    }

    /** The same, for a Region that may not be configured any more. */
    boolean knows(String account, String region) {
        return regions.has(region) && exists(account, region);
    }

    /** Whether there is such a Region now. */
    boolean isConfigured(String region) {
        return regions.has(region);
    }

    /** The same, or empty when the Region is not configured any more. */
    public Optional<SealedStore> find(String account, String region) {
        return regions.has(region) ? Optional.of(at(account, region)) : Optional.empty();
    }

    /** The store that lies there already, whether the database knows it or not. */
    public Optional<SealedStore> existing(String account, String region) {
        return stores.existing(regions.store(account, region));
    }

    /**
     * Whether a rebuild has something to bring back: a store that the database does not know, or
     * one of which an earlier rebuild could not bring back all.
     */
    boolean isForgotten(String account, String region) {
        return exists(account, region)
                ? at(account, region).missing().any()
                : stores.isForgotten(location(account, region));
    }

    /** What the last complete verification of each store comes to. */
    public ScrubTotals scrubbed() {
        return stores.scrubbed();
    }

    /** Where the ordinary store of an account in a Region lies, or would. */
    public String location(String account, String region) {
        return regions.store(account, region);
    }

    /** The secret of the account's dedup domain. */
    public DomainSecret domain(String account) {
        var key = domains.of(account);
        return new DomainSecret(key.id(), key.version(), key.sealed());
    }

    /** The account's dedup domain, opened for sealing and cutting. */
    public DedupDomain dedupDomain(String account) {
        return keys.domain(domain(account));
    }

    /** A vault's key. */
    public static VaultKey key(SealedKey key) {
        return new VaultKey(key.id(), key.version(), key.sealed());
    }
}
