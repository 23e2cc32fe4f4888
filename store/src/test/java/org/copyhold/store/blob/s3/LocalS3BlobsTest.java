package org.copyhold.store.blob.s3;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.BlobStoreContract;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class LocalS3BlobsTest extends BlobStoreContract {
    @TempDir private Path spool;

    @Override
    protected BlobStore open() {
        return TestServer.LOCALS3.bucket(spool).open("account/main");
    }
}
