package org.copyhold.store.blob;

class MemoryBlobsTest extends BlobStoreContract {
    @Override
    protected BlobStore open() {
        return new MemoryBlobs("the test's memory");
    }
}
