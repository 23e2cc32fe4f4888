package org.copyhold.store.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import org.copyhold.store.Contents;
import org.copyhold.store.NewPoint;
import org.copyhold.store.SealedStore;
import org.copyhold.store.Statements;
import org.copyhold.store.Stores;
import org.copyhold.store.TestDatabase;
import org.copyhold.store.VaultRecord;
import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.FaultyBlobs;
import org.copyhold.store.blob.MemoryBlobs;
import org.copyhold.store.read.BaseCursor;
import org.copyhold.store.read.PathFilter;
import org.copyhold.store.read.PointReader;
import org.copyhold.store.read.ReadOptions;
import org.copyhold.store.seal.DomainSecret;
import org.copyhold.store.seal.MasterKey;
import org.copyhold.store.seal.VaultKey;
import org.copyhold.store.write.Ingest;
import org.copyhold.store.write.IngestOptions;
import org.copyhold.store.write.SparseContent;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Two stores of one account, and a process that works on them and may die. */
final class World implements AutoCloseable {
    static final int STORES = 2;
    private static final String RESOURCE = "arn:resource";
    private static final IngestOptions WRITE = new IngestOptions(1, 16 << 20);
    private static final ReadOptions READ = new ReadOptions(1, 16 << 20);

    final Disaster disaster = new Disaster();
    private final TestDatabase database;
    private final MasterKey master;
    private final DomainSecret domain;
    private final VaultKey key;
    private final List<BlobStore> blobs =
            List.of(new MemoryBlobs("the first store"), new MemoryBlobs("the second store"));
    private Stores stores;
    private long compacted;

    World(Path folder) {
        database = TestDatabase.sqlite(folder);
        master = MasterKey.openOrCreate(folder.resolve("master.key"), Optional.empty());
        domain = master.createDomain();
        key = master.createVaultKey();
        execute("create table done (job text primary key)");
        stores = start();
    }

    private Stores start() {
        return new Stores(
                MortalDatabase.over(database.writes(), disaster),
                MortalDatabase.over(database.reads(), disaster),
                master,
                location -> new FaultyBlobs(blobs.get(location.charAt(0) - '0'), disaster));
    }

    /** A new process: whatever was wrong is over. */
    void restart() {
        disaster.end();
        stores = start();
    }

    SealedStore store(int store) {
        return stores.at(store + ":/account/main");
    }

    /** What lies in a store, for whoever looks from outside. */
    List<String> blobs(int store, String prefix) {
        return blobs.get(store).list(prefix);
    }

    /**
     * Lets a job that was cut short go on until it knows what became of the packs it was writing,
     * and cuts it short again. Others wait for such packs, and here nothing else would go on
     * meanwhile.
     */
    void settle(Job job) {
        var store = store(job.store());
        if (!store.index().packs().writtenBy(job.id()).isEmpty()) {
            store.begin(job.id());
        }
    }

    /** Packs that were compacted so far. */
    long compacted() {
        return compacted;
    }

    /** Does the job, from its beginning or from where it was left. */
    void run(Job job, Function<String, SortedMap<String, byte[]>> contents) {
        switch (job) {
            case Job.Backup backup -> backUp(backup, contents);
            case Job.Copy copy -> copy(copy);
            case Job.Collection collection ->
                    compacted += store(collection.store()).collect().packsCompacted();
            case Job.Deletion deletion ->
                    store(deletion.store()).delete(deletion.point(), done(deletion));
        }
    }

    private void backUp(Job.Backup job, Function<String, SortedMap<String, byte[]>> contents) {
        var store = store(job.store());
        var work = store.begin(job.id());
        var base = store.newest(RESOURCE);
        SortedMap<String, byte[]> before =
                base.isPresent() ? contents.apply(base.get().id()) : new TreeMap<>();
        try (var cursor = base.isPresent() ? base(store, work, base.get().id()) : null;
                var ingest =
                        new Ingest(
                                store.blobs(), store.index(), work, master.domain(domain), WRITE)) {
            job.files()
                    .forEach((path, bytes) -> add(ingest, cursor, path, bytes, before.get(path)));
            var tree = ingest.finish();
            commit(job, work, new Contents.Ingested(domain, tree, job.point().getBytes(UTF_8)));
        }
    }

    private BaseCursor base(SealedStore store, Work work, String point) {
        var opened = store.unlock(work, point, key);
        return new BaseCursor(store.blobs(), store.index(), work, opened.tree());
    }

    private static void add(
            Ingest ingest,
            @Nullable BaseCursor base,
            String path,
            byte[] bytes,
            byte @Nullable [] before) {
        var same =
                Arrays.equals(bytes, before) && base != null
                        ? base.seek(path.getBytes(UTF_8))
                        : null;
        if (same == null) {
            var metadata = metadata(path, bytes);
            ingest.add(path.getBytes(UTF_8), metadata, bytes.length, SparseContent.of(bytes));
        } else {
            ingest.keep(same);
        }
    }

    private void copy(Job.Copy job) {
        var store = store(job.store());
        var work = store.begin(job.id());
        store.copy(work, store(job.from()), job.source(), progress -> {});
        commit(job, work, new Contents.Copied(store(job.from()), job.source(), key));
    }

    private void commit(Job job, Work work, Contents contents) {
        var point =
                new NewPoint(
                        job.point(),
                        "vault",
                        "account",
                        RESOURCE,
                        key,
                        Map.of("job", job.id()),
                        Map.of(),
                        new VaultRecord("vault", 1, Map.of()),
                        contents);
        store(job.store()).commit(work, point, done(job));
    }

    /** Gives a backup or a copy up. */
    void abandon(Job job) {
        var store = store(job.store());
        store.abandon(store.begin(job.id()), done(job));
    }

    /** The files of a committed point. */
    SortedMap<String, byte[]> restore(int from, String point, String job) {
        var store = store(from);
        var work = store.begin(job);
        var opened = store.unlock(work, point, key);
        var files = new TreeMap<String, byte[]>();
        try (var reader =
                new PointReader(
                        store.blobs(), store.index(), opened.tree(), PathFilter.ALL, READ)) {
            for (var entry = reader.next(); entry != null; entry = reader.next()) {
                var whole = new byte[(int) entry.size()];
                for (var piece = entry.next(); piece != null; piece = entry.next()) {
                    System.arraycopy(
                            piece.bytes(), 0, whole, (int) piece.at(), piece.bytes().length);
                }
                var path = new String(entry.path(), UTF_8);
                if (!Arrays.equals(entry.metadata(), metadata(path, whole))) {
                    throw new AssertionError("Wrong metadata of " + path);
                }
                files.put(path, whole);
            }
        }
        store.end(work, Statements.NONE);
        return files;
    }

    private static byte[] metadata(String path, byte[] bytes) {
        return (path + Arrays.hashCode(bytes)).getBytes(UTF_8);
    }

    /**
     * Puts the job down as done, in the transaction that does it; fails when it was done before.
     */
    private static Statements done(Job job) {
        return connection -> {
            try (var statement = connection.prepareStatement("insert into done values (?)")) {
                statement.setString(1, job.id());
                statement.executeUpdate();
            }
        };
    }

    /** Whether the job has been done, as the next process can tell. */
    boolean isDone(Job job) {
        try (var connection = database.reads().getConnection();
                var statement = connection.prepareStatement("select 1 from done where job = ?")) {
            statement.setString(1, job.id());
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) {
        try (var connection = requireNonNull(database).writes().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
