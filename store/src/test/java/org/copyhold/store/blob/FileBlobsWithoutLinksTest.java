package org.copyhold.store.blob;

import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** The way taken on file systems that have no hard links. */
class FileBlobsWithoutLinksTest extends BlobStoreContract {
    @TempDir private Path folder = Path.of("");

    @Override
    protected BlobStore open() {
        return FileBlobs.open(folder.resolve("root"), Naming.byRename());
    }
}
