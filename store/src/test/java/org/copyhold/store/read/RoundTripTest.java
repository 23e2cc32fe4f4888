package org.copyhold.store.read;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import org.copyhold.store.write.SparseContent;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Map;

/** What an ingest wrote, a reader reads. */
class RoundTripTest extends PointTrial {
    @Test
    void filesOfEverySizeComeBack() {
        int[] sizes = {
            0,
            1,
            511,
            512,
            513,
            4096,
            (256 << 10) - 1,
            256 << 10,
            (256 << 10) + 1,
            1 << 20,
            4 << 20,
            (4 << 20) + 1,
            9_000_000,
            20_000_000
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
    void blocksAreCutAtFixedPlaces() {
        var block = 512L << 10;
        files.put("a", 700, SparseContent.of(bytes(700)));
        files.put(
                "b",
                60 * block,
                new SparseContent(
                                Map.of(
                                        0L,
                                        bytes((int) (20 * block)),
                                        30 * block,
                                        bytes((int) (block + 1)),
                                        40 * block + 9,
                                        bytes((int) block)),
                                100_000)
                        .asBlocks());
        var tree = ingest();

        assertComesBack(tree);
        try (var reader = reader(tree, PathFilter.ALL)) {
            requireNonNull(reader.next());
            var places = places(requireNonNull(reader.next()));
            assertThat(places)
                    .hasSize(24)
                    .startsWith(0L, block, 2 * block)
                    .endsWith(19 * block, 30 * block, 31 * block, 40 * block + 9, 41 * block);
        }
    }

    @Test
    void ofBlocksOnlyTheChangedOnesAreStoredAgain() {
        var bytes = bytes(20 << 20);
        files.put("volume", bytes.length, SparseContent.of(bytes).asBlocks());
        var _ = ingest();
        Arrays.fill(bytes, 5_000_000, 5_000_100, (byte) 1);

        assertComesBack(ingest());

        assertThat(progress.storedBytes()).isBetween(512L << 10, 530L << 10);
    }

    @Test
    void aTerabyteOfHoleCostsNothing() {
        long size = 1L << 40;
        files.put("hole", size, new SparseContent(Map.of(size - 10, bytes(10)), 10));
        try (var reader = reader(ingest(), PathFilter.ALL)) {
            var entry = requireNonNull(reader.next());
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
}
