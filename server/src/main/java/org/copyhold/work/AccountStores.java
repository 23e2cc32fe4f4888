package org.copyhold.work;

import org.copyhold.control.access.DomainSecrets;
import org.copyhold.control.key.SealedKey;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.kit.Regions;
import org.copyhold.store.Moving;
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.copyhold.store.Stores;
import org.copyhold.store.index.ScrubTotals;
import org.copyhold.store.index.StoreRows;
import org.copyhold.store.seal.DedupDomain;
import org.copyhold.store.seal.DomainSecret;
import org.copyhold.store.seal.KeyProvider;
import org.copyhold.store.seal.VaultKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** The stores of the accounts, and their keys as stores take them. Thread-safe. */
public final class AccountStores {
    private static final Logger LOG = LoggerFactory.getLogger(AccountStores.class);

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

    /** Whether there is such a Region now. */
    boolean isConfigured(String region) {
        return regions.has(region);
    }

    /** The same, or empty when the Region is not configured any more. */
    public Optional<SealedStore> find(String account, String region) {
        return regions.has(region) ? Optional.of(at(account, region)) : Optional.empty();
    }

    /** The store that lies there already, whether the database knows it or not. */
    Optional<SealedStore> existing(String location) {
        return stores.existing(location);
    }

    /**
     * Whether a rebuild has something to bring back: a store that the database does not know, or
     * one of which an earlier rebuild could not bring back all.
     */
    boolean isForgotten(String location) {
        return stores.has(location)
                ? stores.at(location).missing().any()
                : stores.isForgotten(location);
    }

    /** What the last complete verification of each store comes to that is verified at all. */
    public ScrubTotals scrubbed(Predicate<String> isVerified) {
        return stores.scrubbed(isVerified);
    }

    /** The cold store of an account, made when it is new; empty where a Region has none. */
    Optional<SealedStore> cold(String account, String region) {
        return regions.coldStore(account, region).map(stores::at);
    }

    /**
     * The stores, cold ones too, in which an account keeps anything in a Region.
     *
     * @param shut told of each that cannot be opened now
     */
    public List<SealedStore> known(String account, String region, Consumer<StoreException> shut) {
        var found = new ArrayList<SealedStore>();
        for (var location : locations(account, region)) {
            try {
                if (stores.has(location) || stores.isMoved(location, regions::hasStore)) {
                    stores.existing(location).ifPresent(found::add);
                }
            } catch (StoreException e) {
                shut.accept(e);
            }
        }
        return found;
    }

    /** Where the stores of an account in a Region lie, or would; the ordinary one first. */
    List<String> locations(String account, String region) {
        return regions.stores(account, region);
    }

    /** The store that keeps a recovery point; empty when its Region is not configured any more. */
    public Optional<SealedStore> find(RecoveryPoint point) {
        return regions.has(point.home().region()) ? Optional.of(of(point)) : Optional.empty();
    }

    /**
     * The store that keeps a recovery point, or kept it: none but that one is opened.
     *
     * @throws StoreException.Missing when no store of its Region does any more
     */
    public SealedStore of(RecoveryPoint point) {
        var locations = locations(point.home().account(), point.home().region());
        var location = stores.locationOf(point.id()).orElse(locations.getFirst());
        return locations.contains(location) ? stores.at(location) : moved(point, locations);
    }

    /** A store that lies elsewhere by now says so when it is opened there. */
    private SealedStore moved(RecoveryPoint point, List<String> locations) {
        for (var location : locations) {
            var store = stores.existing(location);
            if (store.isPresent()
                    && stores.locationOf(point.id()).filter(location::equals).isPresent()) {
                return store.get();
            }
        }
        throw new StoreException.Missing(
                "Recovery point %s lies in the store at %s, which Region %s does not name any more."
                        .formatted(
                                point.arn(),
                                stores.locationOf(point.id()).orElse("?"),
                                point.home().region()),
                "Put its root back into the configuration, as store or coldStore.");
    }

    /** Begins to read a recovery point; begins once more when it has moved just then. */
    <T> T reading(RecoveryPoint point, Function<SealedStore, T> beginning) {
        var store = of(point);
        try {
            return beginning.apply(store);
        } catch (StoreException.Missing e) {
            var now = of(point);
            if (now == store) {
                throw e;
            }
            return beginning.apply(now);
        }
    }

    /** The ways between stores that are configured on which a move has not ended. */
    List<StoreRows.Route> routes() {
        return stores.routes().stream()
                .filter(it -> regions.hasStore(it.from()) && regions.hasStore(it.to()))
                .toList();
    }

    /** The moves on such a way. */
    Moving moving(StoreRows.Route route) {
        return new Moving(stores.at(route.from()), stores.at(route.to()));
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

    /**
     * Whether a vault's key can be used now, as whoever keeps it says.
     *
     * @throws StoreException.Unavailable when that cannot be asked
     */
    boolean isAccessible(SealedKey key) {
        try {
            keys.check(key(key));
            return true;
        } catch (StoreException.Locked e) {
            LOG.warn("{}", e.explained());
            return false;
        }
    }

    /** A vault's key. */
    public static VaultKey key(SealedKey key) {
        return new VaultKey(key.id(), key.version(), key.sealed());
    }
}
