package org.copyhold.store;

import org.copyhold.store.seal.DomainSecret;
import org.copyhold.store.seal.VaultKey;

import java.util.List;
import java.util.Map;

/**
 * What a store's records say, read without a database.
 *
 * @param keys every version of every vault's key that is there, by {@code <id>-<version>}
 * @param domains secrets of dedup domains
 * @param vaults the newest record of each vault
 * @param points every point whose root and wrap are whole, in the order of their ids
 * @param damages a sentence for each record that is not as it must be, naming it
 */
public record FoundRecords(
        Map<String, VaultKey> keys,
        List<DomainSecret> domains,
        List<VaultRecord> vaults,
        List<FoundPoint> points,
        List<String> damages) {
    public FoundRecords {
        keys = Map.copyOf(keys);
        domains = List.copyOf(domains);
        vaults = List.copyOf(vaults);
        points = List.copyOf(points);
        damages = List.copyOf(damages);
    }
}
