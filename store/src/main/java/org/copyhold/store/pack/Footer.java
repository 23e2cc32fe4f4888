package org.copyhold.store.pack;

import org.copyhold.store.blob.BlobStore;

import java.util.List;

/** The end of a pack: what lies where in it. Its hash is the pack's name. */
@SuppressWarnings({"DoNotCallSuggester", "unused", "UnusedVariable"})
public record Footer(List<PackEntry> entries) {
    public Footer {
        entries = List.copyOf(entries);
    }

    /** The footer's bytes. */
    public byte[] encode() {
        throw new UnsupportedOperationException();
    }

    /**
     * The footer that these bytes are.
     *
     * @throws org.copyhold.store.StoreException.Corrupt when they are none
     */
    public static Footer parse(byte[] bytes) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads the footer of a pack and checks it against the pack's name.
     *
     * @throws org.copyhold.store.StoreException.Corrupt when it is not what the name says
     * @throws org.copyhold.store.StoreException.Missing when there is no such pack
     */
    public static Footer read(BlobStore blobs, String packName) {
        throw new UnsupportedOperationException();
    }

    /** 64 hexadecimal digits: the hash of the footer's bytes. */
    public String packName() {
        throw new UnsupportedOperationException();
    }

    /** Bytes of the whole pack. */
    public int packBytes() {
        throw new UnsupportedOperationException();
    }
}
