package org.copyhold.store.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.copyhold.store.Contents;
import org.copyhold.store.Moving;
import org.copyhold.store.NewPoint;
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.copyhold.store.Stores;
import org.copyhold.store.TestDatabase;
import org.copyhold.store.VaultRecord;
import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.FaultyBlobs;
import org.copyhold.store.blob.MemoryBlobs;
import org.copyhold.store.blob.Retention;
import org.copyhold.store.blob.s3.KeptObjects;
import org.copyhold.store.blob.s3.MadeUpS3;
import org.copyhold.store.index.StoreDatabase;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Two stores of one account, and a process that works on them and may die. */
final class World implements AutoCloseable {
    static final int STORES = 2;
    private static final String RESOURCE = "arn:resource";
    private static final int ATTEMPTS_TO_SETTLE = 10;
    private static final IngestOptions WRITE = new IngestOptions(1, 16 << 20);
    private static final ReadOptions READ = new ReadOptions(1, 16 << 20);

    final Disaster disaster = new Disaster();
    private final TestDatabase database;
    private final Ledger ledger;
    private final MasterKey master;
    private final DomainSecret domain;
    private final VaultKey key;
    private final KeptObjects objects;
    private final MadeUpS3 bucket;
    private final boolean keeps;
    private volatile Instant now = Instant.parse("2026-01-15T12:00:00Z");
    private final List<BlobStore> blobs;
    private Stores stores;
    private final AtomicLong compacted = new AtomicLong();

    /** Both stores in memory. */
    World(Path folder) {
        this(folder, 0, false);
    }

    /**
     * A world of its own.
     *
     * @param inBuckets how many of the stores lie in a bucket, from the last on
     * @param keeps whether the bucket keeps objects from being deleted
     */
    World(Path folder, int inBuckets, boolean keeps) {
        this.keeps = keeps && inBuckets > 0;
        database = TestDatabase.unsynced(folder);
        objects = keeps ? new KeptObjects(() -> now) : new KeptObjects();
        bucket = new MadeUpS3(folder.resolve("spool"), disaster, objects);
        blobs =
                IntStream.range(0, STORES)
                        .<BlobStore>mapToObj(
                                store ->
                                        store >= STORES - inBuckets
                                                ? bucket.open("store-" + store)
                                                : new MemoryBlobs("store " + store))
                        .toList();
        master = MasterKey.openOrCreate(folder.resolve("master.key"), Optional.empty());
        domain = master.createDomain();
        key = master.createVaultKey();
        ledger = new Ledger(database);
        stores = start();
    }

    private Stores start() {
        return new Stores(
                new StoreDatabase(
                        MortalDatabase.over(database.writes(), disaster),
                        MortalDatabase.over(database.reads(), disaster),
                        () -> now),
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

    /** The time in this world. */
    Instant now() {
        return now;
    }

    /** Lets time pass. */
    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Whether a store keeps what it is asked to. */
    boolean keeps(int store) {
        return keeps && !(blobs.get(store) instanceof MemoryBlobs);
    }

    /**
     * Lets somebody with the keys of the bucket delete all that he can, brings back what he has
     * hidden, and lets it be looked at; then all is as it was.
     */
    void ravaged(Runnable look) {
        var before = objects.snapshot();
        objects.ravage();
        for (int store = 0; store < STORES; store++) {
            if (keeps(store)) {
                store(store).retention().uncover();
            }
        }
        look.run();
        before.run();
    }

    /** The versions of all that was ever put below a prefix and is there, seen or not. */
    List<String> everything(int store, String prefix) {
        return keeps(store) ? objects.all("store-" + store + "/" + prefix) : blobs(store, prefix);
    }

    /** What lies in a store, for whoever looks from outside. */
    List<String> blobs(int store, String prefix) {
        return blobs.get(store) instanceof MemoryBlobs memory
                ? memory.list(prefix)
                : bucket.names("store-" + store, prefix);
    }

    /**
     * Lets a job that was cut short go on until it knows what became of the packs it was writing,
     * and cuts it short again. Others wait for such packs, and here nothing else would go on
     * meanwhile.
     */
    void settle(Job job) {
        var store = store(job.store());
        var work = job instanceof Job.Move move ? "move-" + move.point() : job.id();
        if (!store.index().packs().writtenBy(work).isEmpty()) {
            store.begin(work);
        }
    }

    /** Packs that were compacted so far. */
    long compacted() {
        return compacted.get();
    }

    /** How a job ended: well, or by this. */
    record End(Job job, @Nullable Throwable failure) {}

    /** Does jobs, all at once, each on a thread of its own; returns when none of them runs. */
    List<End> run(List<Job> jobs, Function<String, SortedMap<String, byte[]>> contents) {
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var ends = jobs.stream().map(job -> threads.submit(() -> end(job, contents))).toList();
            return ends.stream().map(World::taken).toList();
        }
    }

    private static End taken(Future<End> end) {
        try {
            return end.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private End end(Job job, Function<String, SortedMap<String, byte[]>> contents) {
        try {
            run(job, contents);
            return new End(job, null);
        } catch (StoreException e) {
            settleSoon(job);
            return new End(job, e);
        } catch (RuntimeException | Error e) {
            return new End(job, e);
        }
    }

    /** Others may be waiting for packs that the job was writing: it goes on before long. */
    private void settleSoon(Job job) {
        for (int attempt = 0; attempt < ATTEMPTS_TO_SETTLE; attempt++) {
            try {
                settle(job);
                return;
            } catch (StoreException | Disaster.Crash e) {
                if (disaster.isDead() || disaster.isFull()) {
                    return;
                }
            }
        }
    }

    /** Does the job, from its beginning or from where it was left. */
    private void run(Job job, Function<String, SortedMap<String, byte[]>> contents) {
        switch (job) {
            case Job.Backup backup -> backUp(backup, contents);
            case Job.Copy copy -> copy(copy);
            case Job.Collection collection ->
                    compacted.addAndGet(store(collection.store()).collect().packsCompacted());
            case Job.Deletion deletion ->
                    store(deletion.store()).delete(deletion.point(), Ledger.done(deletion));
            case Job.Move move -> {
                var moving = moving(move);
                moving.commit(moving.bring(move.point(), _ -> {}), Ledger.done(move));
            }
            case Job.Keep keep -> store(keep.store()).retention().keep(keep.point(), keep.kept());
            case Job.Restore restore -> {
                if (!same(restore(restore), contents.apply(restore.point()))) {
                    throw new AssertionError("Another tree came back: " + restore);
                }
            }
        }
    }

    private Moving moving(Job.Move job) {
        return new Moving(store(job.from()), store(job.store()));
    }

    /** Clears up behind moves that were cut short, while no other is under way. */
    void settleMoves() {
        for (var route : stores.routes()) {
            new Moving(stores.at(route.from()), stores.at(route.to())).settle();
        }
    }

    private static boolean same(SortedMap<String, byte[]> one, SortedMap<String, byte[]> other) {
        return one.keySet().equals(other.keySet())
                && one.keySet().stream()
                        .allMatch(path -> Arrays.equals(one.get(path), other.get(path)));
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
            var made = new Contents.Ingested(domain, tree, job.point().getBytes(UTF_8));
            commit(job, work, made, job.kept());
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
        commit(job, work, new Contents.Copied(store(job.from()), job.source(), key), job.kept());
    }

    private void commit(Job job, Work work, Contents contents, @Nullable Retention kept) {
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
                        contents,
                        kept);
        store(job.store()).commit(work, point, Ledger.done(job));
    }

    /** Gives a backup, a copy or a move up, or ends what only read. */
    void abandon(Job job) {
        if (job instanceof Job.Move move) {
            moving(move).giveUp(move.point());
            return;
        }
        var store = store(job.store());
        var work = store.begin(job.id());
        if (job instanceof Job.Restore) {
            store.end(work, Ledger.givenUp(job));
        } else {
            store.abandon(work, Ledger.givenUp(job));
        }
    }

    /** The files of a committed point. */
    SortedMap<String, byte[]> restore(int from, String point, String job) {
        return restore(new Job.Restore(job, point, from));
    }

    private SortedMap<String, byte[]> restore(Job.Restore job) {
        var store = store(job.store());
        var work = store.begin(job.id());
        var point = job.point();
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
        store.end(work, Ledger.done(job));
        return files;
    }

    private static byte[] metadata(String path, byte[] bytes) {
        return (path + Arrays.hashCode(bytes)).getBytes(UTF_8);
    }

    /** Whether the job has been done, as the next process can tell. */
    boolean isDone(Job job) {
        return ledger.isDone(job);
    }

    /** Whether the job was given up, as the next process can tell. */
    boolean isGivenUp(Job job) {
        return ledger.isGivenUp(job);
    }

    @Override
    public void close() {
        database.close();
    }
}
