package org.copyhold.store;

import org.copyhold.store.record.RootRecord;
import org.copyhold.store.seal.VaultKey;

import java.util.Map;

/**
 * A point as its records in the store tell of it. Its root was opened with its wrap, which so
 * vouches for vault, account and every byte of the root.
 *
 * @param root as it lies there
 * @param rootHash SHA-256 of the root record
 * @param vault UUID of the vault that it opened for
 * @param account account of that vault
 * @param key the version of the vault's key that it is wrapped under
 * @param stateNumber the n of its newest state
 * @param state what that says; empty when no state can be read
 * @param metadata what only the root key opens
 */
public record FoundPoint(
        RootRecord root,
        byte[] rootHash,
        String vault,
        String account,
        VaultKey key,
        int stateNumber,
        Map<String, String> state,
        byte[] metadata) {
    public FoundPoint {
        state = Map.copyOf(state);
    }

    public String id() {
        return root.point();
    }

    /** What of it never changes. */
    public Map<String, String> labels() {
        return root.labels();
    }
}
