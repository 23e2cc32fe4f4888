package org.copyhold.store;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.MemoryBlobs;
import org.copyhold.store.blob.Retention;
import org.copyhold.store.index.StoreDatabase;
import org.copyhold.store.read.PathFilter;
import org.copyhold.store.read.PointReader;
import org.copyhold.store.read.ReadOptions;
import org.copyhold.store.seal.DedupDomain;
import org.copyhold.store.seal.DomainSecret;
import org.copyhold.store.seal.KeyProvider;
import org.copyhold.store.seal.MasterKey;
import org.copyhold.store.seal.VaultKey;
import org.copyhold.store.tree.Tree;
import org.copyhold.store.write.Content;
import org.copyhold.store.write.Ingest;
import org.copyhold.store.write.IngestOptions;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stores in memory with a key and a database, for tests; {@link #restart} is a new process over the
 * same bytes.
 */
public final class Trial implements AutoCloseable {
    /** What all points of a trial are made of, unless a test says otherwise. */
    public static final String RESOURCE = "arn:resource";

    private final TestDatabase database;
    private final KeyProvider keys;
    private final Map<String, BlobStore> blobs = new ConcurrentHashMap<>();
    private final DomainSecret domain;
    private volatile Instant now = Instant.parse("2026-01-15T12:00:00Z");
    private Stores stores;

    /** A trial whose master key lies in this folder. */
    public Trial(TestDatabase database, Path folder) {
        this.database = database;
        this.keys = MasterKey.openOrCreate(folder.resolve("master.key"), Optional.empty());
        this.domain = keys.createDomain();
        this.stores = open();
    }

    private Stores open() {
        return new Stores(
                new StoreDatabase(database.writes(), database.reads(), this::now),
                keys,
                location -> blobs.computeIfAbsent(location, MemoryBlobs::new));
    }

    /** The time in this trial. */
    public Instant now() {
        return now;
    }

    /** Lets time pass. */
    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** Opens all stores anew, as the next process does. */
    public void restart() {
        stores = open();
    }

    /** The store at {@code memory:<name>/<account>/main}. */
    public SealedStore store(String name, String account) {
        return stores.at("memory:" + name + "/" + account + "/main");
    }

    /** Puts other blobs under a store that was not opened yet. */
    public void use(String name, String account, BlobStore replacement) {
        blobs.put("memory:" + name + "/" + account + "/main", replacement);
    }

    public KeyProvider keys() {
        return keys;
    }

    public TestDatabase database() {
        return database;
    }

    /** Writes files named {@code f00000 …} with random content from these seeds, one each. */
    public Tree ingest(SealedStore store, Work work, int bytes, long... seeds) {
        return ingest(store, work, keys.domain(domain), bytes, seeds);
    }

    /** The same in another dedup domain. */
    public static Tree ingest(
            SealedStore store, Work work, DedupDomain domain, int bytes, long... seeds) {
        try (var ingest =
                new Ingest(store.blobs(), store.index(), work, domain, IngestOptions.DEFAULT)) {
            for (int i = 0; i < seeds.length; i++) {
                var content = new byte[bytes];
                new Random(seeds[i]).nextBytes(content);
                var path = "f%05d".formatted(i).getBytes(StandardCharsets.UTF_8);
                ingest.add(path, new byte[] {1}, bytes, content(content));
            }
            return ingest.finish();
        }
    }

    private static Content content(byte[] bytes) {
        return new Content() {
            @Override
            public long nextData(long from) {
                return from < bytes.length ? from : -1;
            }

            @Override
            public int read(long at, byte[] into, int offset, int length) {
                int count = (int) Math.min(length, bytes.length - at);
                if (count <= 0) {
                    return -1;
                }
                System.arraycopy(bytes, (int) at, into, offset, count);
                return count;
            }
        };
    }

    /** A point of the trial's resource, made of a tree that was just written. */
    public NewPoint ingested(String point, VaultKey key, Tree tree) {
        return point(
                point,
                "1",
                key,
                new Contents.Ingested(domain, tree, "metadata".getBytes(StandardCharsets.UTF_8)));
    }

    /** A point that a copy brought. */
    public static NewPoint copied(
            String point, String account, VaultKey key, Contents.Copied contents) {
        return point(point, account, key, contents);
    }

    /** A point of the trial's resource. */
    public static NewPoint point(String point, String account, VaultKey key, Contents contents) {
        return new NewPoint(
                point,
                "vault-of-" + key.id(),
                account,
                RESOURCE,
                key,
                Map.of("origin", "test"),
                Map.of("tag", "one"),
                new VaultRecord("vault-of-" + key.id(), 1, Map.of("name", "vault")),
                contents,
                null);
    }

    /** A committed point of files from these seeds. */
    public String backup(SealedStore store, VaultKey key, int bytes, long... seeds) {
        return backup(store, key, null, bytes, seeds);
    }

    /** The same, kept from deletion. */
    public String backup(
            SealedStore store, VaultKey key, @Nullable Retention kept, int bytes, long... seeds) {
        var point = UUID.randomUUID().toString();
        var work = store.begin("backup-" + point);
        var made = ingested(point, key, ingest(store, work, bytes, seeds));
        store.commit(work, made.kept(kept), Statements.NONE);
        return point;
    }

    /** Paths and bytes of a committed point, one after the other. */
    public static byte[] content(SealedStore store, String point, VaultKey key) {
        var work = store.begin("read-" + point);
        var tree = store.unlock(work, point, key).tree();
        var out = new ByteArrayOutputStream();
        try (var reader =
                new PointReader(
                        store.blobs(), store.index(), tree, PathFilter.ALL, ReadOptions.DEFAULT)) {
            for (var entry = reader.next(); entry != null; entry = reader.next()) {
                out.writeBytes(entry.path());
                for (var piece = entry.next(); piece != null; piece = entry.next()) {
                    out.writeBytes(piece.bytes());
                }
            }
        }
        store.end(work, Statements.NONE);
        return out.toByteArray();
    }

    @Override
    public void close() {
        database.close();
    }
}
