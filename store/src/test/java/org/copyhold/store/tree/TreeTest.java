package org.copyhold.store.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.copyhold.store.Seeds;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.seal.ChunkKey;
import org.copyhold.store.seal.DedupDomain;
import org.copyhold.store.seal.Frame;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

@SuppressWarnings("NullAway") // does not read from a class file that an array may be null
class TreeTest {
    private static final DedupDomain DOMAIN = DedupDomain.of("a-domain", new byte[32]);

    private record Node(LeafRecord.Entry entry, List<StoredChunk> chunks) {}

    /** A tree and all its pages. */
    private static final class Built {
        final Map<Sid, Frame> pages = new HashMap<>();
        final Tree tree;

        Built(List<Node> nodes) {
            var builder = new TreeBuilder(DOMAIN, page -> pages.put(page.sid(), page));
            for (var node : nodes) {
                builder.add(node.entry());
                node.chunks().forEach(builder::add);
            }
            tree = builder.finish();
        }

        List<Node> nodes() {
            var nodes = new ArrayList<Node>();
            collect(tree.top(), tree.key(), tree.height(), nodes);
            return nodes;
        }

        private void collect(Sid sid, ChunkKey key, int height, List<Node> into) {
            var frame = pages.get(sid);
            assertThat(frame).isNotNull();
            var page = Page.open(frame.bytes(), key);
            var below = page.publicFace().children();
            assertThat(page.publicFace().height()).isEqualTo(height);
            if (!page.isLeaf()) {
                var meanings = page.children();
                for (int i = 0; i < below.size(); i++) {
                    int before = into.size();
                    collect(below.get(i).sid(), meanings.get(i).key(), height - 1, into);
                    var first = into.get(meanings.get(i).continues() ? before - 1 : before);
                    assertThat(meanings.get(i).path()).isEqualTo(first.entry().path());
                }
                return;
            }
            int chunk = 0;
            for (var record : page.records()) {
                switch (record) {
                    case LeafRecord.Entry entry -> into.add(new Node(entry, new ArrayList<>()));
                    case LeafRecord.Chunk read -> {
                        var child = below.get(chunk++);
                        into.getLast()
                                .chunks()
                                .add(new StoredChunk(read, child.sid(), child.frameLength()));
                    }
                }
            }
        }
    }

    @Test
    void whatGoesInComesOut() {
        var random = Seeds.random("TreeTest");
        for (int size : new int[] {0, 1, 31, 32, 33, 2000, 20_000}) {
            var nodes = nodes(random, size);
            var built = new Built(nodes);
            assertThat(texts(built.nodes())).isEqualTo(texts(nodes));
            assertThat(built.tree.entries()).isEqualTo(size);
            assertThat(built.tree.logicalBytes())
                    .isEqualTo(nodes.stream().mapToLong(node -> node.entry().size()).sum());
        }
    }

    @Test
    void equalRecordsHaveEqualTops() {
        var nodes = nodes(new Random(1), 5000);
        assertThat(new Built(nodes).tree).isEqualTo(new Built(nodes).tree);
    }

    @Test
    void anEmptyTreeIsOneLeaf() {
        var built = new Built(List.of());
        assertThat(built.tree.height()).isZero();
        assertThat(built.pages).hasSize(1);
    }

    @Test
    void oneInsertionChangesFewPages() {
        var nodes = nodes(new Random(2), 20_000);
        var more = new ArrayList<>(nodes);
        var path = append(nodes.get(10_000).entry().path(), "!");
        more.add(10_001, new Node(entry(path, 0), List.of()));
        var before = new Built(nodes);
        var after = new Built(more);
        var fresh = new HashSet<>(after.pages.keySet());
        fresh.removeAll(before.pages.keySet());
        assertThat(before.pages).hasSizeGreaterThan(100);
        assertThat(fresh).hasSizeLessThanOrEqualTo(2 * (after.tree.height() + 1));
    }

    @Test
    void leavesHaveThirtyTwoToAThousandRecords() {
        var built = new Built(nodes(new Random(3), 20_000));
        var sizes =
                built.pages.values().stream()
                        .map(page -> Page.open(page.bytes(), page.key()))
                        .filter(Page::isLeaf)
                        .mapToInt(page -> page.records().size())
                        .sorted()
                        .toArray();
        assertThat(sizes[1]).isGreaterThanOrEqualTo(32);
        assertThat(sizes[sizes.length - 1]).isLessThanOrEqualTo(1024);
        assertThat(IntStream.of(sizes).average().orElseThrow()).isBetween(100.0, 220.0);
    }

    @Test
    void longRecordsEndALeafEarly() {
        var nodes = new ArrayList<Node>();
        for (int i = 0; i < 100; i++) {
            var path = "%03d".formatted(i).getBytes(UTF_8);
            nodes.add(
                    new Node(
                            new LeafRecord.Entry(path, new byte[60 << 10], false, 0, null),
                            List.of()));
        }
        var built = new Built(nodes);
        assertThat(texts(built.nodes())).isEqualTo(texts(nodes));
        assertThat(built.pages).hasSizeGreaterThan(10);
    }

    @Test
    void aRecordOverSixtyFourKibibytesIsRefused() {
        var entry = new LeafRecord.Entry(new byte[0], new byte[70 << 10], false, 0, null);
        assertThatThrownBy(() -> new Built(List.of(new Node(entry, List.of()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 KiB");
    }

    @Test
    void pathsComeInOrder() {
        for (var pair : new String[][] {{"b", "a"}, {"a", "a"}, {"a!", "a/b"}, {"", ""}}) {
            var nodes =
                    List.of(
                            new Node(entry(pair[0].getBytes(UTF_8), 0), List.of()),
                            new Node(entry(pair[1].getBytes(UTF_8), 0), List.of()));
            assertThatThrownBy(() -> new Built(nodes))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("order");
        }
    }

    /** Each node in words, to be compared. */
    private static List<String> texts(List<Node> nodes) {
        return nodes.stream().map(TreeTest::text).toList();
    }

    private static String text(Node node) {
        var bytes = new ByteSink(100);
        Records.write(node.entry(), bytes);
        var text = new StringBuilder(HexFormat.of().formatHex(bytes.toArray()));
        for (var chunk : node.chunks()) {
            bytes.clear();
            Records.write(chunk.chunk(), bytes);
            text.append(' ').append(HexFormat.of().formatHex(bytes.toArray()));
            text.append(chunk.sid()).append(chunk.frameLength());
        }
        return text.toString();
    }

    /** Entries with random paths, some with chunks, some inline. */
    private static List<Node> nodes(Random random, int count) {
        var paths = new TreeSet<byte[]>(PathOrder::compare);
        while (paths.size() < count) {
            paths.add(path(random));
        }
        return paths.stream().map(path -> node(random, path)).toList();
    }

    private static byte[] path(Random random) {
        var path = new StringBuilder();
        int parts = 1 + random.nextInt(4);
        for (int i = 0; i < parts; i++) {
            path.append(i == 0 ? "" : "/").append(Integer.toString(random.nextInt(60), 36));
        }
        return append(path.toString().getBytes(UTF_8), "-" + random.nextInt(1 << 20));
    }

    private static Node node(Random random, byte[] path) {
        return switch (random.nextInt(8)) {
            case 0 -> {
                var inline = new byte[random.nextInt(513)];
                random.nextBytes(inline);
                var metadata = new byte[random.nextInt(200)];
                yield new Node(
                        new LeafRecord.Entry(path, metadata, false, inline.length, inline),
                        List.of());
            }
            case 1 -> {
                var chunks = IntStream.range(0, random.nextInt(30)).mapToObj(i -> chunk(random));
                yield new Node(entry(path, 1L << 40), chunks.toList());
            }
            case 2 ->
                    new Node(
                            new LeafRecord.Entry(path, new byte[0], true, 0, new byte[0]),
                            List.of(chunk(random)));
            default -> new Node(entry(path, random.nextInt() & 0xffff), List.of(chunk(random)));
        };
    }

    private static LeafRecord.Entry entry(byte[] path, long size) {
        return new LeafRecord.Entry(path, new byte[] {1, 2, 3}, false, size, null);
    }

    private static StoredChunk chunk(Random random) {
        var bytes = new byte[64];
        random.nextBytes(bytes);
        var key = ChunkKey.of(bytes, 32);
        var chunk =
                new LeafRecord.Chunk(
                        random.nextInt(3) * random.nextLong(1L << 40),
                        random.nextInt(4 << 20),
                        random.nextInt(),
                        key);
        return new StoredChunk(chunk, Sid.of(bytes, 0), 100 + random.nextInt(4 << 20));
    }

    private static byte[] append(byte[] path, String more) {
        return (new String(path, UTF_8) + more).getBytes(UTF_8);
    }
}
