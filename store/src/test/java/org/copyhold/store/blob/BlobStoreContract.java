package org.copyhold.store.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What every blob store promises. */
public abstract class BlobStoreContract {
    static final String NAME = "points/6b3a/root";

    private BlobStore blobs = new MemoryBlobs("nothing yet");

    /** A new empty store. */
    protected abstract BlobStore open();

    @BeforeEach
    void openBlobs() {
        blobs = open();
    }

    @Test
    void whatIsPutIsThere() {
        assertThat(blobs.exists(NAME)).isFalse();
        assertThat(blobs.put(NAME, bytes("content"))).isTrue();
        assertThat(blobs.exists(NAME)).isTrue();
        assertThat(blobs.get(NAME)).isEqualTo(bytes("content"));
        assertThat(blobs.size(NAME)).isEqualTo(7);
        blobs.put("empty", new byte[0]);
        assertThat(blobs.get("empty")).isEmpty();
    }

    @Test
    void theFirstWriterOfANameWins() {
        assertThat(blobs.put(NAME, bytes("first"))).isTrue();
        assertThat(blobs.put(NAME, bytes("second"))).isFalse();
        try (var draft = draft("third")) {
            draft.publish(NAME);
        }
        assertThat(blobs.get(NAME)).isEqualTo(bytes("first"));
    }

    @Test
    void ofManyWritersAtOnceOneWins() throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var won = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < 64; i++) {
                var name = "points/" + i / 8 + "/root";
                var content = bytes("writer " + i);
                won.add(threads.submit(() -> blobs.put(name, content)));
            }
            int winners = 0;
            for (int i = 0; i < 64; i++) {
                if (won.get(i).get()) {
                    winners++;
                    assertThat(blobs.get("points/" + i / 8 + "/root"))
                            .isEqualTo(bytes("writer " + i));
                }
            }
            assertThat(winners).isEqualTo(8);
        }
    }

    @Test
    void replacingTakesTheName() {
        blobs.replace(NAME, bytes("first"));
        blobs.replace(NAME, bytes("second"));
        assertThat(blobs.get(NAME)).isEqualTo(bytes("second"));
    }

    @Test
    void whatIsDeletedIsGoneAndMayComeAgain() {
        blobs.put(NAME, bytes("first"));
        assertThat(blobs.delete(NAME)).isTrue();
        assertThat(blobs.delete(NAME)).isFalse();
        assertThat(blobs.exists(NAME)).isFalse();
        assertThat(blobs.list("")).isEmpty();
        assertThat(blobs.put(NAME, bytes("second"))).isTrue();
        assertThat(blobs.get(NAME)).isEqualTo(bytes("second"));
    }

    @Test
    void whatIsNotThereIsSaidToBeMissingWithTheStoresName() {
        assertThatThrownBy(() -> blobs.get(NAME))
                .isInstanceOf(StoreException.Missing.class)
                .hasMessageContaining(NAME)
                .hasMessageContaining(blobs.describe());
        assertThatThrownBy(() -> blobs.size(NAME)).isInstanceOf(StoreException.Missing.class);
        assertThatThrownBy(() -> blobs.read(NAME, 0, new byte[1], 0, 1))
                .isInstanceOf(StoreException.Missing.class);
    }

    @Test
    void rangesAreReadAsFarAsTheBlobReaches() {
        blobs.put(NAME, bytes("0123456789"));
        var into = bytes("..........");
        assertThat(blobs.read(NAME, 3, into, 2, 4)).isEqualTo(4);
        assertThat(into).isEqualTo(bytes("..3456...."));
        assertThat(blobs.read(NAME, 8, into, 0, 10)).isEqualTo(2);
        assertThat(into).isEqualTo(bytes("893456...."));
        assertThat(blobs.read(NAME, 10, into, 0, 10)).isZero();
        assertThat(blobs.read(NAME, 1L << 40, into, 0, 10)).isZero();
        assertThat(blobs.read(NAME, 0, into, 0, 0)).isZero();
    }

    @Test
    void listsAreInOrderAndOfOneFolder() {
        for (var name :
                new String[] {
                    "points/b/root", "points/a/wrap-1", "points/a/root", "store.json", "points2/x"
                }) {
            blobs.put(name, bytes(name));
        }
        assertThat(blobs.list("points/"))
                .containsExactly("points/a/root", "points/a/wrap-1", "points/b/root");
        assertThat(blobs.list("points/a/")).containsExactly("points/a/root", "points/a/wrap-1");
        assertThat(blobs.list("keys/")).isEmpty();
        assertThat(blobs.list("")).hasSize(5).contains("store.json", "points2/x");
        assertThatThrownBy(() -> blobs.list("points")).hasMessageContaining("ends with '/'");
    }

    @Test
    void aDraftIsSeenByNobodyUntilItIsPublished() {
        try (var draft = draft("content")) {
            assertThat(draft.length()).isEqualTo(7);
            assertThat(blobs.list("")).isEmpty();
            draft.publish(NAME);
            draft.publish(NAME);
            assertThat(blobs.get(NAME)).isEqualTo(bytes("content"));
            assertThatThrownBy(() -> draft.append(bytes("more"), 0, 4))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(blobs.list("")).containsExactly(NAME);
    }

    @Test
    void aDraftThatIsClosedLeavesNothing() {
        var draft = draft("content");
        draft.close();
        draft.close();
        assertThat(blobs.list("")).isEmpty();
    }

    @Test
    void aDraftOfPiecesOfAllSizesIsTheirSum() {
        var random = new Random(1);
        var sum = new ByteArrayOutputStream();
        try (var draft = blobs.draft()) {
            for (int i = 0; i < 60; i++) {
                var piece = new byte[random.nextInt(1 << random.nextInt(20)) + 20];
                random.nextBytes(piece);
                draft.append(piece, 10, piece.length - 20);
                sum.write(piece, 10, piece.length - 20);
            }
            assertThat(draft.length()).isEqualTo(sum.size());
            draft.publish("packs/00/x");
        }
        var back = new byte[sum.size()];
        assertThat(blobs.read("packs/00/x", 0, back, 0, back.length)).isEqualTo(back.length);
        assertThat(back).isEqualTo(sum.toByteArray());
    }

    @Test
    void aBlobTooLongForARecordIsReadByRangesOnly() {
        try (var draft = blobs.draft()) {
            draft.append(
                    new byte[BlobStore.MAX_RECORD_BYTES + 1], 0, BlobStore.MAX_RECORD_BYTES + 1);
            draft.publish(NAME);
        }
        assertThatThrownBy(() -> blobs.get(NAME))
                .isInstanceOf(StoreException.Corrupt.class)
                .hasMessageContaining("16777217 bytes");
        assertThat(blobs.read(NAME, 16_777_216, new byte[5], 0, 5)).isEqualTo(1);
    }

    @Test
    void bytesGivenAndTakenAreNotSharedWithTheStore() {
        var content = bytes("content");
        blobs.put(NAME, content);
        content[0] = 0;
        var taken = blobs.get(NAME);
        Arrays.fill(taken, (byte) 0);
        assertThat(blobs.get(NAME)).isEqualTo(bytes("content"));
    }

    @Test
    void aNameThatCouldLeadElsewhereIsRefused() {
        for (var name :
                List.of(
                        "",
                        "/",
                        "..",
                        ".",
                        "../x",
                        "a/../b",
                        "a/..",
                        "/etc/passwd",
                        "a//b",
                        "a/",
                        "a/.b",
                        "A",
                        "a b",
                        "a\\b",
                        "a\0b",
                        "\u00e9",
                        "a\n")) {
            for (Runnable attempt :
                    List.<Runnable>of(
                            () -> blobs.put(name, bytes("x")),
                            () -> blobs.replace(name, bytes("x")),
                            () -> blobs.get(name),
                            () -> blobs.read(name, 0, new byte[1], 0, 1),
                            () -> blobs.size(name),
                            () -> blobs.exists(name),
                            () -> blobs.delete(name),
                            () -> publish(name))) {
                assertThatThrownBy(attempt::run)
                        .as(name)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void aPrefixThatCouldLeadElsewhereIsRefused() {
        for (var prefix : List.of("/", "../", "a/../", "/etc/", "a//", "A/", ".a/", "a")) {
            assertThatThrownBy(() -> blobs.list(prefix))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private void publish(String name) {
        try (var draft = draft("x")) {
            draft.publish(name);
        }
    }

    private Draft draft(String content) {
        var draft = blobs.draft();
        draft.append(bytes(content), 0, content.length());
        return draft;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
