package org.copyhold.store.seal;

import java.util.Optional;

/** The versions of one vault's key that something may be wrapped under. Thread-safe. */
@FunctionalInterface
public interface VaultKeys {
    /** The key of that id in that version; empty when the vault has none such. */
    Optional<VaultKey> find(String id, int version);
}
