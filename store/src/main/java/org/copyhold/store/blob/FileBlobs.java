package org.copyhold.store.blob;

import java.nio.file.Path;

/** Blobs as files below a folder. */
@SuppressWarnings({"DoNotCallSuggester", "unused", "UnusedVariable"})
public final class FileBlobs {
    private FileBlobs() {}

    /**
     * Opens the store in a folder, and makes it when it is not there. Removes half-written files:
     * whoever opens a store must have it for himself.
     */
    public static BlobStore open(Path root) {
        throw new UnsupportedOperationException(root.toString());
    }
}
