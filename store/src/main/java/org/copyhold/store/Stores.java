package org.copyhold.store;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.seal.KeyProvider;

import java.util.function.Function;

import javax.sql.DataSource;

/** The stores of a server: one database, one key provider, any number of places. Thread-safe. */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class Stores implements AutoCloseable {
    /**
     * @param writes gives connections that may write; never asked for a second one while one is out
     * @param reads gives connections for single queries
     * @param opener opens the objects at a location
     */
    public Stores(
            DataSource writes,
            DataSource reads,
            KeyProvider keys,
            Function<String, BlobStore> opener) {
        throw new UnsupportedOperationException(writes.toString() + reads + keys + opener);
    }

    /**
     * The store at {@code file:<root>/<account>/<name>}; created when it is new, and what an
     * earlier process left half deleted is finished. The account is part of the location because a
     * store belongs to one.
     */
    public SealedStore at(String location) {
        throw new UnsupportedOperationException(location);
    }

    @Override
    public void close() {}
}
