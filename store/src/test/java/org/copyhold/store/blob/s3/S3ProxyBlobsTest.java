package org.copyhold.store.blob.s3;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.BlobStoreContract;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class S3ProxyBlobsTest extends BlobStoreContract {
    @TempDir private Path spool;

    @Override
    protected BlobStore open() {
        return TestServer.S3PROXY.bucket(spool).open("account/main");
    }
}
