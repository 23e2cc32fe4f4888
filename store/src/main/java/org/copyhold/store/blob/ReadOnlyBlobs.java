package org.copyhold.store.blob;

import org.copyhold.store.StoreException;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Blobs that are only read: a store that others may be writing to, or whose disk cannot be written.
 * Thread-safe.
 */
public final class ReadOnlyBlobs extends ForwardingBlobs {
    private ReadOnlyBlobs(BlobStore blobs) {
        super(blobs);
    }

    /**
     * The store in a folder, which is left as it is.
     *
     * @throws StoreException.Missing when there is no such folder
     */
    public static BlobStore in(Path root) {
        if (!Files.isDirectory(root)) {
            throw new StoreException.Missing(
                    "There is no folder " + root + ".", "Name the folder that store.json lies in.");
        }
        return new ReadOnlyBlobs(FileBlobs.asItIs(root));
    }

    @Override
    public boolean put(String name, byte[] content) {
        throw refused("write " + name + " to");
    }

    @Override
    public void replace(String name, byte[] content) {
        throw refused("write " + name + " to");
    }

    @Override
    public boolean delete(String name) {
        throw refused("delete " + name + " from");
    }

    @Override
    public boolean retains() {
        return false;
    }

    @Override
    public boolean uncover(String name) {
        return false;
    }

    @Override
    public Draft draft() {
        throw refused("write to");
    }

    private StoreException refused(String what) {
        return new StoreException.Unavailable(
                "Cannot " + what + " " + describe() + ": it was opened to be read.",
                "Use the command that the store's server runs.",
                false,
                null);
    }
}
