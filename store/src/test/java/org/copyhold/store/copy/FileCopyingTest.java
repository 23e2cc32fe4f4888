package org.copyhold.store.copy;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.FileBlobs;

import java.nio.file.Path;

class FileCopyingTest extends CopyingContract {
    @Override
    BlobStore blobs(Path folder, String name) {
        return FileBlobs.open(folder.resolve(name));
    }
}
