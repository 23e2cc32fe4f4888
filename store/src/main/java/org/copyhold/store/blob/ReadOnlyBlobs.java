package org.copyhold.store.blob;

import org.copyhold.store.StoreException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Blobs that are only read: a store that others may be writing to, or whose disk cannot be written.
 * Thread-safe.
 */
public final class ReadOnlyBlobs implements BlobStore {
    private final BlobStore blobs;

    private ReadOnlyBlobs(BlobStore blobs) {
        this.blobs = blobs;
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
    public byte[] get(String name) {
        return blobs.get(name);
    }

    @Override
    public int read(String name, long at, byte[] into, int offset, int length) {
        return blobs.read(name, at, into, offset, length);
    }

    @Override
    public long size(String name) {
        return blobs.size(name);
    }

    @Override
    public boolean exists(String name) {
        return blobs.exists(name);
    }

    @Override
    public List<String> list(String prefix) {
        return blobs.list(prefix);
    }

    @Override
    public String describe() {
        return blobs.describe();
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
