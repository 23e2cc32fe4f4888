package org.copyhold.store;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.seal.DedupDomain;
import org.copyhold.store.seal.DomainSecret;
import org.copyhold.store.seal.MasterKey;

import java.nio.file.Path;
import java.util.Optional;

/** A store over a SQLite database, for tests that write and read points without committing them. */
public final class TestStore implements AutoCloseable {
    private final TestDatabase database;
    private final SealedStore store;
    private final DedupDomain domain;

    /** A new store of these blobs; its database and master key are made in the folder. */
    public TestStore(Path folder, BlobStore blobs) {
        database = TestDatabase.sqlite(folder);
        var master = MasterKey.openOrCreate(folder.resolve("master.key"), Optional.empty());
        DomainSecret secret = master.createDomain();
        domain = master.domain(secret);
        store =
                new Stores(database.writes(), database.reads(), master, location -> blobs)
                        .at("memory:/123456789012/main");
    }

    public SealedStore store() {
        return store;
    }

    public DedupDomain domain() {
        return domain;
    }

    @Override
    public void close() {
        database.close();
    }
}
