package org.copyhold.store.blob;

class MemoryBlobsTest extends BlobStoreContract {
    @Override
    BlobStore open() {
        return new MemoryBlobs("the test's memory");
    }
}
