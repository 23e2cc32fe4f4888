package org.copyhold.store.read;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import org.copyhold.store.Seeds;
import org.copyhold.store.TestStore;
import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.MemoryBlobs;
import org.copyhold.store.tree.PathOrder;
import org.copyhold.store.tree.Tree;
import org.copyhold.store.write.Ingest;
import org.copyhold.store.write.IngestOptions;
import org.copyhold.store.write.Progress;
import org.copyhold.store.write.SparseContent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** A store to write points into and read them from, and the files that they are made of. */
abstract class PointTrial {
    static final ReadOptions READ = new ReadOptions(2, 16 << 20);

    @TempDir private Path folder;

    final BlobStore blobs = new MemoryBlobs("test");
    final Random random = Seeds.random("RoundTripTest");
    final Files files = new Files();
    TestStore opened;
    Work work;
    Progress progress = new Progress(0, 0, 0, 0, 0);

    static final class Files {
        final TreeMap<byte[], File> byPath = new TreeMap<>(PathOrder::compare);

        File at(byte[] path) {
            return requireNonNull(byPath.get(path));
        }

        void put(String path, long size, SparseContent content) {
            put(path, size, content, ("metadata of " + path).getBytes(UTF_8));
        }

        void put(String path, long size, SparseContent content, byte[] metadata) {
            byPath.put(path.getBytes(UTF_8), new File(size, content, metadata));
        }
    }

    record File(long size, SparseContent content, byte[] metadata) {}

    @BeforeEach
    void open() {
        opened = new TestStore(folder, blobs);
        work = opened.store().begin("job");
    }

    @AfterEach
    void close() {
        opened.close();
    }

    void someFiles() {
        files.put("", 0, SparseContent.of(bytes(0)));
        for (int i = 0; i < 3000; i++) {
            int size = random.nextInt(5) == 0 ? random.nextInt(20_000) : random.nextInt(700);
            files.put("d%02d/f%05d".formatted(i % 37, i), size, SparseContent.of(bytes(size)));
        }
        files.put("d12/large", 6_000_000, SparseContent.of(bytes(6_000_000)));
    }

    byte[] bytes(int size) {
        var bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    Ingest newIngest() {
        var options = new IngestOptions(2, 16 << 20);
        return new Ingest(blobs, opened.store().index(), work, opened.domain(), options);
    }

    Tree ingest() {
        try (var ingest = newIngest()) {
            addAll(ingest);
            var tree = ingest.finish();
            progress = ingest.progress();
            return tree;
        }
    }

    void addAll(Ingest ingest) {
        files.byPath.forEach(
                (path, file) -> ingest.add(path, file.metadata(), file.size(), file.content()));
    }

    Tree keepAll(Tree base) {
        try (var cursor = new BaseCursor(blobs, opened.store().index(), work, base);
                var ingest = newIngest()) {
            for (var path : files.byPath.keySet()) {
                var same = requireNonNull(cursor.seek(path));
                ingest.keep(same);
            }
            var tree = ingest.finish();
            progress = ingest.progress();
            return tree;
        }
    }

    PointReader reader(Tree tree, PathFilter filter) {
        return new PointReader(blobs, opened.store().index(), tree, filter, READ);
    }

    void assertComesBack(Tree tree) {
        var paths = files.byPath.keySet().iterator();
        try (var reader = reader(tree, PathFilter.ALL)) {
            for (var entry = reader.next(); entry != null; entry = reader.next()) {
                var path = paths.next();
                assertThat(entry.path()).isEqualTo(path);
                assertThat(entry.metadata()).isEqualTo(files.at(path).metadata());
                assertThat(entry.size()).isEqualTo(files.at(path).size());
                assertThat(Arrays.equals(whole(entry), expected(path)))
                        .as(new String(path, UTF_8))
                        .isTrue();
            }
        }
        assertThat(paths.hasNext()).isFalse();
        assertThat(tree.entries()).isEqualTo(files.byPath.size());
    }

    byte[] expected(byte[] path) {
        var file = files.at(path);
        return file.content().whole((int) file.size());
    }

    void readAll(Tree tree) {
        try (var reader = reader(tree, PathFilter.ALL)) {
            for (var entry = reader.next(); entry != null; entry = reader.next()) {
                whole(entry);
            }
        }
    }

    static byte[] whole(StoredEntry entry) {
        var whole = new byte[(int) entry.size()];
        for (var piece = entry.next(); piece != null; piece = entry.next()) {
            System.arraycopy(piece.bytes(), 0, whole, (int) piece.at(), piece.bytes().length);
        }
        return whole;
    }

    static List<Long> places(StoredEntry entry) {
        var places = new ArrayList<Long>();
        for (var piece = entry.next(); piece != null; piece = entry.next()) {
            places.add(piece.at());
        }
        return places;
    }

    /**
     * Where a pack's footer begins: behind its frames, before 41 bytes each, a number and eight
     * letters.
     */
    static int footerAt(byte[] pack) {
        int count = java.nio.ByteBuffer.wrap(pack).getInt(pack.length - 12);
        return pack.length - 12 - 41 * count;
    }
}
