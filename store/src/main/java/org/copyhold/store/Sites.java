package org.copyhold.store;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.record.StoreRecord;

import java.util.Optional;

/** Where stores lie, or may come to lie. Thread-safe. */
@FunctionalInterface
public interface Sites {
    /** The name of a blob that every store has, from its first moment on. */
    String RECORD = StoreRecord.NAME;

    /** What lies at a location, made ready to be written to. */
    BlobStore open(String location);

    /**
     * What lies at a location, as it is: nothing is made and nothing removed. Empty when nothing
     * lies there.
     *
     * @throws StoreException.Unavailable when that cannot be seen now
     */
    default Optional<BlobStore> look(String location) {
        return Optional.of(open(location));
    }
}
