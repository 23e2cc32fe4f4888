package org.copyhold.store;

import org.copyhold.store.blob.Retention;
import org.copyhold.store.seal.VaultKey;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * A recovery point about to be committed.
 *
 * @param point UUID, fixed when its job was created
 * @param vault UUID of its vault
 * @param account account of its vault
 * @param resource what was backed up; a later backup or copy of it starts from this point
 * @param key the vault's key
 * @param labels what never changes and may be read without a key: origin, dates
 * @param state what may change later: tags, lifecycle
 * @param vaultRecord what the store keeps of its vault
 * @param contents its pages
 * @param retention how long nobody may be able to delete it; null for no such time
 */
public record NewPoint(
        String point,
        String vault,
        String account,
        String resource,
        VaultKey key,
        Map<String, String> labels,
        Map<String, String> state,
        VaultRecord vaultRecord,
        Contents contents,
        @Nullable Retention retention) {
    public NewPoint {
        labels = Map.copyOf(labels);
        state = Map.copyOf(state);
    }

    /** The same, kept from deletion so long; null for not at all. */
    public NewPoint kept(@Nullable Retention so) {
        return new NewPoint(
                point, vault, account, resource, key, labels, state, vaultRecord, contents, so);
    }
}
