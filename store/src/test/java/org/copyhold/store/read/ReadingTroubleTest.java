package org.copyhold.store.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.copyhold.store.Interrupted;
import org.copyhold.store.StoreException;
import org.copyhold.store.blob.FaultyBlobs;
import org.copyhold.store.write.Content;
import org.copyhold.store.write.SparseContent;
import org.junit.jupiter.api.Test;

/** Damage is found and named, and whoever is interrupted ends. */
class ReadingTroubleTest extends PointTrial {
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

    /** Whatever a thread that reads ends with, whoever waits for its frames hears of it. */
    @Test
    void aBugBelowAReaderEndsIt() {
        someFiles();
        var tree = ingest();
        var broken =
                new FaultyBlobs(
                        blobs,
                        (call, name) -> {
                            throw new IllegalStateException("A bug");
                        });
        try (var reader =
                new PointReader(broken, opened.store().index(), tree, PathFilter.ALL, READ)) {
            assertThatThrownBy(reader::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("A bug");
        }
    }

    @Test
    void anIngestThatFailedCannotBeFinished() {
        try (var ingest = newIngest()) {
            ingest.add("b".getBytes(UTF_8), new byte[0], 0, Content.NONE);
            assertThatThrownBy(() -> ingest.add("a".getBytes(UTF_8), new byte[0], 0, Content.NONE))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(ingest::finish).isInstanceOf(IllegalStateException.class);
        }
    }
}
