package org.copyhold.store;

import java.util.Map;

/**
 * What a store keeps of a vault, so that it can be made again.
 *
 * @param id UUID of the vault
 * @param n grows with every change of the vault; a rebuild takes the highest
 * @param labels its name, Region, key, lock and the like
 */
public record VaultRecord(String id, int n, Map<String, String> labels) {
    public VaultRecord {
        labels = Map.copyOf(labels);
        if (n < 1) {
            throw new IllegalArgumentException("A vault's record is numbered from 1, not " + n);
        }
    }
}
