package org.copyhold.store.pack;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.chunk.Sid;

import java.util.function.Consumer;

/** Reads packs of a store. Needs no key. Thread-safe. */
@SuppressWarnings({"DoNotCallSuggester", "unused", "UnusedVariable"})
public final class PackReader {
    /** Reads the packs in {@code blobs}. */
    public PackReader(BlobStore blobs) {}

    /**
     * One frame, checked against its sid.
     *
     * @throws org.copyhold.store.StoreException.Corrupt when its bytes are not what the sid says
     * @throws org.copyhold.store.StoreException.Missing when there is no such pack
     */
    public byte[] frame(String packName, long offset, int length, Sid sid) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads a whole pack and checks every byte of it in one pass.
     *
     * @param damaged told of each frame whose bytes are not what its sid says
     * @throws org.copyhold.store.StoreException.Corrupt when the footer or the pack's length are
     *     not what its name says
     * @throws org.copyhold.store.StoreException.Missing when there is no such pack
     */
    public Footer verify(String packName, Consumer<PackEntry> damaged) {
        throw new UnsupportedOperationException();
    }
}
