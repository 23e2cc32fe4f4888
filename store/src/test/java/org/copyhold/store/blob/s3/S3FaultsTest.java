package org.copyhold.store.blob.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.store.StoreException;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.copy.CopyTrial;
import org.copyhold.testing.FaultProxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Blobs behind a network that delays, cuts, damages, refuses and lies: what a call says has
 * happened has happened.
 */
class S3FaultsTest {
    private static final int CALLS = 60;
    private static final int NAMES = 6;

    @TempDir private Path spool;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, byte[]> model = new HashMap<>();

    @ParameterizedTest
    @EnumSource
    void whatACallSaysHasHappenedHasHappened(TestServer server) throws IOException {
        System.out.println("S3FaultsTest: replay with -Dseed=" + seed);
        try (var proxy = new FaultProxy(server.endpoint(), seed, 4, FaultProxy.ALL)) {
            var place = server.place(proxy.endpoint(), spool);
            try (var bucket = TestServer.opened(place);
                    var direct = server.direct(place)) {
                var blobs = bucket.open("1/main");
                var truth = direct.open("1/main");
                for (int i = 0; i < CALLS; i++) {
                    var name = "packs/00/" + random.nextInt(NAMES);
                    call(blobs, truth, name);
                    assertThat(content(truth, name))
                            .as("seed %d, call %d, %s", seed, i, name)
                            .isEqualTo(model.get(name));
                }
                assertThat(proxy.faults()).isGreaterThan(CALLS / 4);
            }
        }
    }

    @Test
    void aCopyThroughTwoBadNetworksEndsWithEveryByteRight() throws IOException {
        System.out.println("S3FaultsTest: replay with -Dseed=" + seed);
        try (var before = new FaultProxy(TestServer.S3PROXY.endpoint(), seed, 8, FaultProxy.ALL);
                var behind =
                        new FaultProxy(
                                TestServer.LOCALS3.endpoint(), seed + 1, 8, FaultProxy.ALL)) {
            var from = TestServer.S3PROXY.place(before.endpoint(), spool);
            var to = TestServer.LOCALS3.place(behind.endpoint(), spool);
            try (var source = TestServer.opened(from);
                    var target = TestServer.opened(to);
                    var trial =
                            new CopyTrial(spool, source.open("1/main"), target.open("1/main"))) {
                var point = untilItWorks(() -> trial.backup(300_000, 1, 2, 3, 4, 5, 6, 7, 8));
                var copy = CopyTrial.newPoint();
                untilItWorks(() -> trial.copy(point, copy));
                trial.replaceBlobs(
                        TestServer.S3PROXY.direct(from).open("1/main"),
                        TestServer.LOCALS3.direct(to).open("1/main"));
                assertThat(trial.copied(copy))
                        .as("seed %d", seed)
                        .isEqualTo(trial.backedUp(point))
                        .hasSizeGreaterThan(2_400_000);
                assertThat(trial.target().check(progress -> {}).damages())
                        .as("seed %d", seed)
                        .isEmpty();
                assertThat(before.faults() + behind.faults()).isGreaterThan(5);
            }
        }
    }

    private static <T> T untilItWorks(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (StoreException e) {
                if (attempt == 50) {
                    throw e;
                }
            }
        }
    }

    private void call(BlobStore blobs, BlobStore truth, String name) {
        var content = new byte[random.nextInt(20_000) + 1];
        random.nextBytes(content);
        try {
            switch (random.nextInt(6)) {
                case 0 -> put(blobs, name, content);
                case 1 -> {
                    blobs.replace(name, content);
                    model.put(name, content);
                }
                case 2 -> assertThat(blobs.delete(name)).isEqualTo(model.remove(name) != null);
                case 3 -> assertThat(blobs.exists(name)).isEqualTo(model.containsKey(name));
                case 4 ->
                        assertThat(blobs.list(""))
                                .containsExactlyInAnyOrderElementsOf(model.keySet());
                default -> publish(blobs, name, content);
            }
        } catch (StoreException.OutcomeUnknown e) {
            settle(truth, name, content);
        } catch (StoreException.Unavailable e) {
            assertThat(e.explained()).as("seed %d", seed).contains("prefix");
        }
    }

    private void put(BlobStore blobs, String name, byte[] content) {
        assertThat(blobs.put(name, content)).isEqualTo(model.putIfAbsent(name, content) == null);
    }

    private void publish(BlobStore blobs, String name, byte[] content) {
        try (var draft = blobs.draft()) {
            draft.append(content, 0, content.length);
            draft.publish(name);
            model.putIfAbsent(name, content);
        }
    }

    /** Either of the two may be there; the model follows. */
    private void settle(BlobStore truth, String name, byte[] content) {
        var there = content(truth, name);
        if (there == null) {
            model.remove(name);
        } else if (Arrays.equals(there, content)) {
            model.put(name, content);
        }
    }

    private static byte @Nullable [] content(BlobStore truth, String name) {
        return truth.exists(name) ? truth.get(name) : null;
    }
}
