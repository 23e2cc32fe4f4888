package org.copyhold.store.index;

import org.copyhold.store.seal.FrameType;

/** What a pack is full of; the two are kept apart so that a later copy finds whole packs. */
public enum PackKind {
    DATA,
    PAGES;

    /** The kind of pack that frames of this type go to. */
    public static PackKind of(FrameType type) {
        return switch (type) {
            case CHUNK -> DATA;
            case PAGE -> PAGES;
        };
    }
}
