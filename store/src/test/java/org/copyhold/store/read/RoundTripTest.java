package org.copyhold.store.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.copyhold.store.Interrupted;
import org.copyhold.store.Seeds;
import org.copyhold.store.StoreException;
import org.copyhold.store.TestStore;
import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.MemoryBlobs;
import org.copyhold.store.tree.PathOrder;
import org.copyhold.store.tree.Tree;
import org.copyhold.store.write.Content;
import org.copyhold.store.write.Ingest;
import org.copyhold.store.write.IngestOptions;
import org.copyhold.store.write.Progress;
import org.copyhold.store.write.SparseContent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an ingest wrote, a reader reads. */
class RoundTripTest {
    private static final ReadOptions READ = new ReadOptions(2, 16 << 20);

    @TempDir private Path folder;

    private final BlobStore blobs = new MemoryBlobs("test");
    private final Random random = Seeds.random("RoundTripTest");
    private final Files files = new Files();
    private TestStore opened;
    private Work work;
    private Progress progress;

    private static final class Files {
        final TreeMap<byte[], File> byPath = new TreeMap<>(PathOrder::compare);

        void put(String path, long size, SparseContent content) {
            put(path, size, content, ("metadata of " + path).getBytes(UTF_8));
        }

        void put(String path, long size, SparseContent content, byte[] metadata) {
            byPath.put(path.getBytes(UTF_8), new File(size, content, metadata));
        }
    }

    private record File(long size, SparseContent content, byte[] metadata) {}

    @BeforeEach
    void open() {
        opened = new TestStore(folder, blobs);
        work = opened.store().begin("job");
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @Test
    void filesOfEverySizeComeBack() {
        int[] sizes = {
            0, 1, 511, 512, 513, 4096, (256 << 10) - 1, 256 << 10, (256 << 10) + 1, 1 << 20, 4 << 20,
            (4 << 20) + 1, 9_000_000, 20_000_000
        };
        for (int size : sizes) {
            files.put("file-" + size, size, SparseContent.of(bytes(size)));
        }
        assertComesBack(ingest());
        assertThat(progress.entries()).isEqualTo(sizes.length);
        assertThat(progress.readBytes()).isEqualTo(Arrays.stream(sizes).asLongStream().sum());
    }

    @Test
    void holesComeBackAsHoles() {
        files.put("all", 10 << 20, new SparseContent(Map.of(), 100));
        files.put("small", 300, new SparseContent(Map.of(100L, bytes(50)), 7));
        files.put("end", 8 << 20, new SparseContent(Map.of(1L << 20, bytes(70_000)), 10_000));
        files.put(
                "many",
                9 << 20,
                new SparseContent(
                        Map.of(4096L, bytes(4096), 3L << 20, bytes(1 << 20), 5L << 20, bytes(1)),
                        4096));
        var tree = ingest();
        assertComesBack(tree);
        try (var reader = reader(tree, PathFilter.ALL)) {
            for (var entry = reader.next(); entry != null; entry = reader.next()) {
                if (new String(entry.path(), UTF_8).equals("many")) {
                    assertThat(places(entry))
                            .startsWith(4096L)
                            .contains(3L << 20)
                            .endsWith(5L << 20);
                }
            }
        }
    }

    @Test
    void aTerabyteOfHoleCostsNothing() {
        long size = 1L << 40;
        files.put("hole", size, new SparseContent(Map.of(size - 10, bytes(10)), 10));
        try (var reader = reader(ingest(), PathFilter.ALL)) {
            var entry = reader.next();
            assertThat(entry).isNotNull();
            assertThat(entry.size()).isEqualTo(size);
            assertThat(places(entry)).containsExactly(size - 10);
        }
    }

    @Test
    void contentShorterOrLongerThanItsSizeIsFittedToIt() {
        var bytes = bytes(600_000);
        files.put("longer", 500_000, SparseContent.of(bytes));
        files.put("shorter", 700_000, SparseContent.of(bytes));
        files.put("tiny", 100, SparseContent.of(bytes(400)));
        assertComesBack(ingest());
    }

    @Test
    void longMetadataComesBack() {
        for (int size : new int[] {0, 16 << 10, (16 << 10) + 1, 300_000, 4 << 20}) {
            files.put("metadata-" + size, 700, SparseContent.of(bytes(700)), bytes(size));
            files.put("only-metadata-" + size, 0, SparseContent.of(bytes(0)), bytes(size));
        }
        var tree = ingest();
        assertComesBack(tree);
        assertComesBack(keepAll(tree));
    }

    @Test
    void manySmallFilesComeBack() {
        for (int i = 0; i < 20_000; i++) {
            files.put("d%02d/f%05d".formatted(i % 37, i), 600, SparseContent.of(bytes(600)));
        }
        var tree = ingest();
        assertThat(tree.height()).isPositive();
        assertComesBack(tree);
    }

    @Test
    void theSameContentGivesTheSameTopAndStoresNothingMore() {
        someFiles();
        var first = ingest();
        int packs = blobs.list("packs/").size();
        assertThat(progress.storedBytes()).isPositive();
        work = opened.store().begin("another");
        assertThat(ingest()).isEqualTo(first);
        assertThat(progress.storedBytes()).isZero();
        assertThat(blobs.list("packs/")).hasSize(packs);
    }

    @Test
    void equalFilesAreStoredOnce() {
        var bytes = bytes(5_000_000);
        for (int i = 0; i < 20; i++) {
            files.put("copy-" + i, bytes.length, SparseContent.of(bytes));
        }
        assertComesBack(ingest());
        assertThat(progress.storedBytes()).isBetween(5_000_000L, 5_200_000L);
        assertThat(progress.skippedBytes()).isEqualTo(19 * 5_000_000L);
    }

    @Test
    void whatIsKeptFromABaseGivesTheSameTop() {
        someFiles();
        var first = ingest();
        var again = keepAll(first);
        assertThat(again).isEqualTo(first);
        assertThat(progress.readBytes()).isZero();
        assertThat(progress.storedBytes()).isZero();
    }

    @Test
    void aBaseFindsTheEntriesThatItHas() {
        someFiles();
        var tree = ingest();
        var paths = new ArrayList<>(files.byPath.keySet());
        try (var base = new BaseCursor(blobs, opened.store().index(), work, tree)) {
            for (int i = 0; i < paths.size(); i += 1 + random.nextInt(400)) {
                var path = paths.get(i);
                var beside = (new String(path, UTF_8) + "!").getBytes(UTF_8);
                var found = base.seek(path);
                assertThat(found).isNotNull();
                assertThat(found.metadata()).isEqualTo(files.byPath.get(path).metadata());
                assertThat(base.seek(beside)).isNull();
            }
            assertThat(base.seek("zzz".getBytes(UTF_8))).isNull();
            assertThat(base.trouble()).isEmpty();
        }
    }

    @Test
    void aBaseThatCannotBeReadSaysSo() {
        someFiles();
        var tree = ingest();
        blobs.list("packs/").forEach(blobs::delete);
        try (var base = new BaseCursor(blobs, opened.store().index(), work, tree)) {
            assertThat(base.seek(files.byPath.firstKey())).isNull();
            assertThat(base.trouble()).isPresent();
            assertThat(base.seek(files.byPath.lastKey())).isNull();
        }
    }

    @Test
    void onlyWantedEntriesAreRead() {
        someFiles();
        var tree = ingest();
        var roots = List.of("d03", "d05/f00005", "nowhere/at/all", "d1");
        var filter = PathFilter.below(roots.stream().map(root -> root.getBytes(UTF_8)).toList());
        var wanted = files.byPath.keySet().stream().filter(filter::wants).toList();
        var read = new ArrayList<byte[]>();
        try (var reader = reader(tree, filter)) {
            for (var entry = reader.next(); entry != null; entry = reader.next()) {
                read.add(entry.path());
                assertThat(whole(entry)).isEqualTo(expected(entry.path()));
            }
        }
        assertThat(wanted).hasSizeBetween(20, 500);
        assertThat(read).usingElementComparator(Arrays::compare).containsExactlyElementsOf(wanted);
    }

    @Test
    void aFlippedBitIsFoundAndNamed() {
        files.put("a", 3_000_000, SparseContent.of(bytes(3_000_000)));
        files.put("b", 1000, SparseContent.of(bytes(1000)));
        var tree = ingest();
        var packs = blobs.list("packs/");
        for (int i = 0; i < 40; i++) {
            var pack = packs.get(random.nextInt(packs.size()));
            var original = blobs.get(pack);
            var changed = original.clone();
            int footer = footerAt(original);
            int at = 8 + random.nextInt(footer - 8);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            blobs.replace(pack, changed);
            assertThatThrownBy(() -> readAll(tree))
                    .isInstanceOf(StoreException.Corrupt.class)
                    .hasMessageContaining("Frame ")
                    .hasMessageContaining(pack.substring(pack.lastIndexOf('/') + 1));
            blobs.replace(pack, original);
        }
        assertComesBack(tree);
    }

    @Test
    void aLostPackIsNamed() {
        files.put("a", 3_000_000, SparseContent.of(bytes(3_000_000)));
        var tree = ingest();
        blobs.list("packs/").forEach(blobs::delete);
        assertThatThrownBy(() -> readAll(tree))
                .isInstanceOf(StoreException.Corrupt.class)
                .hasMessageContaining("Frame " + tree.top());
    }

    @Test
    void anInterruptedIngestEndsAndCanBeBegunAgain() {
        someFiles();
        var ingest = newIngest();
        try (ingest) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> addAll(ingest)).isInstanceOf(Interrupted.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThatThrownBy(ingest::finish).isInstanceOf(IllegalStateException.class);
        }
        work = opened.store().begin("job");
        assertComesBack(ingest());
    }

    @Test
    void anInterruptedReaderEnds() {
        someFiles();
        var tree = ingest();
        try (var reader = reader(tree, PathFilter.ALL)) {
            reader.next();
            Thread.currentThread().interrupt();
            assertThatThrownBy(reader::next).isInstanceOf(Interrupted.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void anIngestThatFailedCannotBeFinished() {
        try (var ingest = newIngest()) {
            ingest.add("b".getBytes(UTF_8), new byte[0], 0, Content.NONE);
            assertThatThrownBy(
                            () -> ingest.add("a".getBytes(UTF_8), new byte[0], 0, Content.NONE))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(ingest::finish).isInstanceOf(IllegalStateException.class);
        }
    }

    private void someFiles() {
        files.put("", 0, SparseContent.of(bytes(0)));
        for (int i = 0; i < 3000; i++) {
            int size = random.nextInt(5) == 0 ? random.nextInt(20_000) : random.nextInt(700);
            files.put("d%02d/f%05d".formatted(i % 37, i), size, SparseContent.of(bytes(size)));
        }
        files.put("d12/large", 6_000_000, SparseContent.of(bytes(6_000_000)));
    }

    private byte[] bytes(int size) {
        var bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private Ingest newIngest() {
        var options = new IngestOptions(2, 16 << 20);
        return new Ingest(blobs, opened.store().index(), work, opened.domain(), options);
    }

    private Tree ingest() {
        try (var ingest = newIngest()) {
            addAll(ingest);
            var tree = ingest.finish();
            progress = ingest.progress();
            return tree;
        }
    }

    private void addAll(Ingest ingest) {
        files.byPath.forEach(
                (path, file) -> ingest.add(path, file.metadata(), file.size(), file.content()));
    }

    private Tree keepAll(Tree base) {
        try (var cursor = new BaseCursor(blobs, opened.store().index(), work, base);
                var ingest = newIngest()) {
            for (var path : files.byPath.keySet()) {
                var same = cursor.seek(path);
                assertThat(same).isNotNull();
                ingest.keep(same);
            }
            var tree = ingest.finish();
            progress = ingest.progress();
            return tree;
        }
    }

    private PointReader reader(Tree tree, PathFilter filter) {
        return new PointReader(blobs, opened.store().index(), tree, filter, READ);
    }

    private void assertComesBack(Tree tree) {
        var paths = files.byPath.keySet().iterator();
        try (var reader = reader(tree, PathFilter.ALL)) {
            for (var entry = reader.next(); entry != null; entry = reader.next()) {
                var path = paths.next();
                assertThat(entry.path()).isEqualTo(path);
                assertThat(entry.metadata()).isEqualTo(files.byPath.get(path).metadata());
                assertThat(entry.size()).isEqualTo(files.byPath.get(path).size());
                assertThat(Arrays.equals(whole(entry), expected(path)))
                        .as(new String(path, UTF_8))
                        .isTrue();
            }
        }
        assertThat(paths.hasNext()).isFalse();
        assertThat(tree.entries()).isEqualTo(files.byPath.size());
    }

    private byte[] expected(byte[] path) {
        var file = files.byPath.get(path);
        return file.content().whole((int) file.size());
    }

    private void readAll(Tree tree) {
        try (var reader = reader(tree, PathFilter.ALL)) {
            for (var entry = reader.next(); entry != null; entry = reader.next()) {
                whole(entry);
            }
        }
    }

    private static byte[] whole(StoredEntry entry) {
        var whole = new byte[(int) entry.size()];
        for (var piece = entry.next(); piece != null; piece = entry.next()) {
            System.arraycopy(piece.bytes(), 0, whole, (int) piece.at(), piece.bytes().length);
        }
        return whole;
    }

    private static List<Long> places(StoredEntry entry) {
        var places = new ArrayList<Long>();
        for (var piece = entry.next(); piece != null; piece = entry.next()) {
            places.add(piece.at());
        }
        return places;
    }

    /** Where a pack's footer begins: behind its frames, before 41 bytes each, a number and eight letters. */
    private static int footerAt(byte[] pack) {
        int count = java.nio.ByteBuffer.wrap(pack).getInt(pack.length - 12);
        return pack.length - 12 - 41 * count;
    }
}
