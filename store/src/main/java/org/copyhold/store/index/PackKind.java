package org.copyhold.store.index;

/** What a pack is full of; the two are kept apart so that a later copy finds whole packs. */
public enum PackKind {
    DATA,
    PAGES
}
