package org.copyhold.store;

import org.copyhold.store.seal.DomainSecret;
import org.copyhold.store.seal.VaultKeys;
import org.copyhold.store.tree.Tree;

/** Where a new point's pages come from. */
public sealed interface Contents {
    /**
     * A backup: the pages were just written.
     *
     * @param domain the dedup domain they were sealed in
     * @param metadata what a restore needs and nobody may read without the root key
     */
    record Ingested(DomainSecret domain, Tree tree, byte[] metadata) implements Contents {}

    /**
     * A copy: the pages were moved verbatim, and the root key is wrapped anew without being shown.
     *
     * @param source the store that holds the source point, committed
     * @param sourceKeys the key of the source point's vault
     */
    record Copied(SealedStore source, String sourcePoint, VaultKeys sourceKeys)
            implements Contents {}
}
