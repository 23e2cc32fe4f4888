package org.copyhold.store.copy;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.MemoryBlobs;

import java.nio.file.Path;

class MemoryCopyingTest extends CopyingContract {
    @Override
    BlobStore blobs(Path folder, String name) {
        return new MemoryBlobs(name);
    }
}
