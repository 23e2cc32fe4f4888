package org.copyhold.store.record;

import org.copyhold.store.seal.DomainSecret;
import org.copyhold.store.seal.VaultKey;

/** {@code keys/<id>-<n>}: a sealed key, by what it is for. */
public sealed interface KeyRecord {
    /** The key of a vault, in one of its versions. */
    record OfVault(VaultKey key) implements KeyRecord {}

    /** The secret of a dedup domain. */
    record OfDomain(DomainSecret secret) implements KeyRecord {}
}
