package org.copyhold.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.copyhold.store.Contents;
import org.copyhold.store.NewPoint;
import org.copyhold.store.SealedStore;
import org.copyhold.store.Statements;
import org.copyhold.store.Stores;
import org.copyhold.store.VaultRecord;
import org.copyhold.store.Work;
import org.copyhold.store.blob.MemoryBlobs;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.index.Claim;
import org.copyhold.store.index.PackKind;
import org.copyhold.store.pack.Footer;
import org.copyhold.store.seal.DomainSecret;
import org.copyhold.store.seal.MasterKey;
import org.copyhold.store.seal.VaultKey;
import org.copyhold.store.tree.Tree;
import org.copyhold.store.write.Content;
import org.copyhold.store.write.Ingest;
import org.copyhold.store.write.IngestOptions;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How lookups, insertions and copies of what is there grow with the index: SQLite with the server's
 * settings, filled with chunks that nobody has.
 */
final class GrowthBench {
    private static final long[] SIZES = {10_000, 100_000, 1_000_000, 10_000_000};
    private static final int FILES = 10_000;
    private static final int ASKED = 500;
    private static final int A_PACK = 1_000;
    private static final int FRAME_BYTES = 30_000;
    private static final int ROUNDS = 11;

    private final Table table;

    GrowthBench(Table table) {
        this.table = table;
    }

    void run(Path folder) throws SQLException {
        try (var database = new FilledDatabase(folder)) {
            var world = new World(database, folder);
            for (var size : SIZES) {
                Bench.note("growth, " + size + " chunks");
                database.fill(world.target.id(), size);
                measure(world, "%,d chunks: ".formatted(size));
            }
        }
    }

    private void measure(World world, String size) {
        row(size + "a lookup of 500, a chunk", world::some, world::look, ASKED);
        row(size + "an insertion of 1,000, a chunk", world::pack, world::insert, A_PACK);
        row(size + "copy of what is there", () -> world.point, world::copy, 1);
        row(size + "same, 10,000 chunks looked up", world::other, world::copy, 1);
    }

    /** The median of some rounds; what is prepared for each is not timed. */
    private <T> void row(String what, Supplier<T> prepare, Consumer<T> work, int divisor) {
        work.accept(prepare.get());
        var micros = new ArrayList<Double>();
        for (int round = 0; round < ROUNDS; round++) {
            var prepared = prepare.get();
            var began = System.nanoTime();
            work.accept(prepared);
            micros.add((System.nanoTime() - began) / 1e3 / divisor);
        }
        var median = Table.median(micros);
        var text = median < 1000 ? "%.1f µs".formatted(median) : "%.1f ms".formatted(median / 1000);
        table.row(what, text, "-", "-", "-");
    }

    /** A source with one backup, and a destination that has it. */
    private static final class World {
        private final FilledDatabase database;
        private final Random random = new Random(7);
        private final MasterKey master;
        private final DomainSecret domain;
        private final VaultKey key;
        private final SealedStore source;
        private final Tree tree;
        final SealedStore target;
        final String point;

        World(FilledDatabase database, Path folder) {
            this.database = database;
            master = MasterKey.openOrCreate(folder.resolve("master.key"), Optional.empty());
            domain = master.createDomain();
            key = master.createVaultKey();
            var stores = new Stores(database.writes(), database.reads(), master, MemoryBlobs::new);
            source = stores.at("source:/111111111111/main");
            target = stores.at("target:/222222222222/main");
            var work = source.begin("backup");
            tree = ingest(work);
            point = commit(source, work, "arn:one", ingested());
            copy(point);
        }

        private Tree ingest(Work work) {
            try (var ingest =
                    new Ingest(
                            source.blobs(),
                            source.index(),
                            work,
                            master.domain(domain),
                            IngestOptions.DEFAULT)) {
                for (int i = 0; i < FILES; i++) {
                    var content = new byte[1024];
                    random.nextBytes(content);
                    ingest.add(
                            "f%06d".formatted(i).getBytes(UTF_8),
                            new byte[] {1},
                            content.length,
                            whole(content));
                }
                return ingest.finish();
            }
        }

        private static Content whole(byte[] bytes) {
            return new Content() {
                @Override
                public long nextData(long from) {
                    return from < bytes.length ? from : -1;
                }

                @Override
                public int read(long at, byte[] into, int offset, int length) {
                    int count = (int) Math.min(length, bytes.length - at);
                    System.arraycopy(bytes, (int) at, into, offset, count);
                    return count;
                }
            };
        }

        private Contents ingested() {
            return new Contents.Ingested(domain, tree, new byte[] {1});
        }

        /** The same tree as another resource's: a copy of it has no base. */
        String other() {
            return commit(
                    source, source.begin(UUID.randomUUID().toString()), newResource(), ingested());
        }

        private static String newResource() {
            return "arn:" + UUID.randomUUID();
        }

        void copy(String from) {
            var resource = source.point(from).resource();
            var work = target.begin(UUID.randomUUID().toString());
            target.copy(work, source, from, progress -> {});
            commit(target, work, resource, new Contents.Copied(source, from, key));
        }

        private String commit(SealedStore store, Work work, String resource, Contents what) {
            var id = UUID.randomUUID().toString();
            var account = store == source ? "111111111111" : "222222222222";
            store.commit(
                    work,
                    new NewPoint(
                            id,
                            "vault",
                            account,
                            resource,
                            key,
                            Map.of(),
                            Map.of(),
                            new VaultRecord("vault", 1, Map.of()),
                            what,
                            null),
                    Statements.NONE);
            return id;
        }

        Collection<Sid> some() {
            return database.some(ASKED, random);
        }

        void look(Collection<Sid> asked) {
            if (target.index().find(asked).size() != ASKED) {
                throw new IllegalStateException("The index does not know what it was filled with");
            }
        }

        /** A pack that nobody has. */
        Footer pack() {
            return new Footer(
                    FilledDatabase.entries(
                            A_PACK,
                            FRAME_BYTES,
                            () ->
                                    new Sid(
                                            random.nextLong(),
                                            random.nextLong(),
                                            random.nextLong(),
                                            random.nextLong())));
        }

        void insert(Footer footer) {
            var packs = target.index().packs();
            var work = target.begin(UUID.randomUUID().toString());
            switch (packs.claim(work, PackKind.DATA, footer)) {
                case Claim.Granted(long pack) ->
                        packs.publish(work, pack, footer.entries(), OptionalInt.of(1));
                case Claim other ->
                        throw new IllegalStateException("Somebody has the pack: " + other);
            }
        }
    }
}
