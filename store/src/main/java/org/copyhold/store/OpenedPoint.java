package org.copyhold.store;

import org.copyhold.store.tree.Tree;

/**
 * A point whose root key is at hand.
 *
 * @param tree its top page, with the root key
 * @param metadata what the backup said that a restore needs
 */
public record OpenedPoint(CommittedPoint point, Tree tree, byte[] metadata) {}
