package org.copyhold.store.huge;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.copyhold.store.Contents;
import org.copyhold.store.NewPoint;
import org.copyhold.store.SealedStore;
import org.copyhold.store.Statements;
import org.copyhold.store.Stores;
import org.copyhold.store.TestDatabase;
import org.copyhold.store.VaultRecord;
import org.copyhold.store.blob.FileBlobs;
import org.copyhold.store.copy.CopyResult;
import org.copyhold.store.seal.DomainSecret;
import org.copyhold.store.seal.MasterKey;
import org.copyhold.store.seal.VaultKey;
import org.copyhold.testing.LiveHeap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Copies a recovery point of many gigabytes whose bytes nobody has, in a process of its own whose
 * heap somebody else has bounded, and prints a table. Arguments: gigabytes, and a folder to work
 * in.
 */
final class HugeCopy implements AutoCloseable {
    private static final String LINE = "| %-34s | %8s | %14s | %10s | %10s | %9s |%n";

    private final TestDatabase database;
    private final MasterKey master;
    private final DomainSecret domain;
    private final VaultKey key;
    private final Chunks chunks;
    private final Manifest manifest;
    private final SealedStore source;
    private final SealedStore target;
    private final LiveHeap heap = new LiveHeap();

    private HugeCopy(long bytes, Path folder) throws IOException, SQLException {
        database = TestDatabase.unsynced(folder);
        master = MasterKey.openOrCreate(folder.resolve("master.key"), Optional.empty());
        domain = master.createDomain();
        key = master.createVaultKey();
        chunks = new Chunks(bytes);
        manifest = new Manifest(chunks, master.domain(domain));
        var packs = new ManifestPacks(chunks, manifest);
        var made = new ManifestBlobs(packs);
        var taking =
                new TakingBlobs(FileBlobs.open(Files.createDirectories(folder.resolve("target"))));
        var stores =
                new Stores(
                        database.writes(),
                        database.reads(),
                        master,
                        location -> location.startsWith("made") ? made : taking);
        source = stores.at("made:/111111111111/main");
        target = stores.at("target:/222222222222/main");
        new FilledIndex(database.writes(), packs).fill(source.id());
    }

    public static void main(String... arguments) throws IOException, SQLException {
        long bytes = Long.parseLong(arguments[0]) * 1_000_000_000;
        var began = System.nanoTime();
        try (var huge = new HugeCopy(bytes, Path.of(arguments[1]))) {
            System.out.printf(
                    "%,d chunks below %,d leaves; made up in %d s; heap of at most %d MiB%n%n",
                    huge.chunks.firstVersion(),
                    huge.manifest.leaves(),
                    (System.nanoTime() - began) / 1_000_000_000,
                    Runtime.getRuntime().maxMemory() >> 20);
            huge.run();
        }
    }

    private void run() {
        System.out.printf(LINE, "copy", "seconds", "bytes moved", "there", "packs", "live heap");
        System.out.printf(LINE, "---", "---:", "---:", "---:", "---:", "---:");
        var first = backUp("arn:huge", 0);
        long all = chunks.usedBytes() + manifest.pageBytes(0);
        check(copy("the first", "arn:huge", first), all, true);
        check(copy("again", "arn:huge", first), 0, false);
        var changed = backUp("arn:huge", 1);
        long some = chunks.changedBytes() + manifest.pageBytes(1);
        check(copy("one chunk changed in 100 leaves", "arn:huge", changed), some, false);
        var other = backUp("arn:other", 0);
        check(copy("all is there, no base", "arn:other", other), 0, true);
    }

    private static void check(CopyResult result, long bytes, boolean sawAll) {
        if (result.progress().bytesMoved() != bytes
                || result.progress().bytesWanted() != bytes
                || result.sawAll() != sawAll) {
            throw new IllegalStateException(
                    "The copy moved something else than " + bytes + " bytes: " + result);
        }
    }

    /** A point of one version, with root and wrap; its pages are made when they are read. */
    private String backUp(String resource, int version) {
        var contents =
                new Contents.Ingested(domain, manifest.tree(version), "metadata".getBytes(UTF_8));
        var point = point(resource, "111111111111", contents);
        source.commit(source.begin("backup-" + point.point()), point, Statements.NONE);
        return point.point();
    }

    private NewPoint point(String resource, String account, Contents contents) {
        return new NewPoint(
                UUID.randomUUID().toString(),
                "vault",
                account,
                resource,
                key,
                Map.of(),
                Map.of(),
                new VaultRecord("vault", 1, Map.of()),
                contents,
                null);
    }

    private CopyResult copy(String what, String resource, String source) {
        System.gc();
        heap.take();
        var began = System.nanoTime();
        var contents = new Contents.Copied(this.source, source, key);
        var copy = point(resource, "222222222222", contents);
        var work = target.begin("copy-" + copy.point());
        var result = target.copy(work, this.source, source, progress -> {});
        target.commit(work, copy, Statements.NONE);
        var seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                LINE,
                what,
                "%.1f".formatted(seconds),
                "%,d".formatted(result.progress().bytesMoved()),
                "%,d MB".formatted(result.progress().bytesSkipped() / 1_000_000),
                result.serverSidePacks() + "+" + result.wholePacks() + "+" + result.newPacks(),
                (heap.take() >> 20) + " MiB");
        return result;
    }

    @Override
    public void close() {
        database.close();
    }
}
