package org.copyhold.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.FaultyBlobs;
import org.copyhold.store.blob.MemoryBlobs;
import org.copyhold.store.index.PackSink;
import org.copyhold.store.pack.Footer;
import org.copyhold.store.pack.Pack;
import org.copyhold.store.pack.PackEntry;
import org.copyhold.store.read.PathFilter;
import org.copyhold.store.read.PointReader;
import org.copyhold.store.read.ReadOptions;
import org.copyhold.store.seal.VaultKey;
import org.copyhold.store.sweep.CheckDepth;
import org.copyhold.store.sweep.Healing.Healed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What can be done to a store's objects, and that a check, a copy and a restore each notice it. */
class TamperingTest {
    private static final int FILE_BYTES = 2_000;

    @TempDir private Path folder;
    private Trial trial;
    private SealedStore store;
    private VaultKey key;
    private String older;
    private List<String> olderPacks;
    private List<String> pointPacks;
    private String point;
    private boolean isFull;

    @BeforeEach
    void backUpTwice() {
        trial = new Trial(TestDatabase.sqlite(folder), folder);
        trial.use("here", "1", new FaultyBlobs(new MemoryBlobs("here"), this::refuseWhenFull));
        store = trial.store("here", "1");
        key = trial.keys().createVaultKey();
        older = trial.backup(store, key, FILE_BYTES, 1, 2);
        olderPacks = packs();
        point = trial.backup(store, key, FILE_BYTES, 3, 4);
        pointPacks = packs().stream().filter(it -> !olderPacks.contains(it)).toList();
    }

    @AfterEach
    void end() {
        trial.close();
    }

    @TestFactory
    Stream<DynamicTest> whateverIsTamperedWithIsFoundByACheckACopyAndARestore() {
        Map<String, Consumer<String>> deeds =
                Map.of(
                        "a flipped bit", pack -> change(pack, this::flipABit),
                        "a truncated pack", pack -> change(pack, it -> Arrays.copyOf(it, 40)),
                        "a missing pack", pack -> blobs().delete(pack),
                        "a pack under another's name", this::swap,
                        "a foreign frame under a known name", this::exchangeAFrame,
                        "a replayed root", _ -> replayTheRoot());
        return deeds.entrySet().stream()
                .flatMap(
                        deed ->
                                pointPacks.stream()
                                        .map(
                                                pack ->
                                                        DynamicTest.dynamicTest(
                                                                deed.getKey() + " in " + pack,
                                                                () ->
                                                                        isFound(
                                                                                deed.getValue(),
                                                                                pack))));
    }

    private void isFound(Consumer<String> deed, String pack) {
        var before = all();
        deed.accept(pack);
        assertThat(store.check(_ -> {}).damages())
                .anySatisfy(damage -> assertThat(damage.points()).contains(point));
        assertThatThrownBy(this::copy).isInstanceOf(StoreException.class);
        assertThatThrownBy(this::restore).isInstanceOf(StoreException.class);
        before.forEach((name, content) -> blobs().replace(name, content));
        assertThat(store.check(_ -> {}).sound()).isTrue();
        copy();
        restore();
    }

    @Test
    void aMissingOrTruncatedPackAndABrokenPageAreFoundWithoutReadingContent() {
        for (var pack : pointPacks) {
            var whole = blobs().get(pack);
            blobs().delete(pack);
            assertQuickCheckNames(pack);
            blobs().put(pack, Arrays.copyOf(whole, whole.length - 1));
            assertQuickCheckNames(pack);
            blobs().replace(pack, whole);
            assertThat(store.check(CheckDepth.QUICK, _ -> {}).sound()).isTrue();
        }
    }

    @Test
    void aDamagedOrMissingPackIsHealedFromACopyAndFromNothingElse() {
        var other = trial.store("there", "1");
        for (var pack : pointPacks) {
            change(pack, this::flipABit);
            assertThat(heal(pack, List.of(store)).lost()).hasSize(1);
        }
        assertThat(store.check(_ -> {}).sound()).isFalse();
        pointPacks.forEach(pack -> change(pack, this::flipABit));
        copyTo(other);
        for (var pack : pointPacks) {
            change(pack, this::flipABit);
            var healed = heal(pack, List.of(store, other));
            assertThat(healed.healed()).isEqualTo(1);
            assertThat(healed.lost()).isEmpty();
            assertThat(store.check(_ -> {}).damages()).isEmpty();
            blobs().delete(pack);
            heal(pack, List.of(other));
        }
        assertThat(store.check(_ -> {}).damages()).isEmpty();
        restore();
        copy();
        store.collect();
        assertThat(store.check(_ -> {}).damages()).isEmpty();
        restore();
    }

    @Test
    void whatCanBeHealedOfAPackLiesInANewOneAndTheRestIsNamed() {
        var other = trial.store("there", "1");
        trial.backup(other, key, FILE_BYTES, 3);
        var pack =
                pointPacks.stream()
                        .filter(it -> Footer.read(blobs(), nameOf(it)).entries().size() == 2)
                        .findFirst()
                        .orElseThrow();
        for (var entry : Footer.read(blobs(), nameOf(pack)).entries()) {
            change(pack, bytes -> flip(bytes, entry.end() - 1));
        }
        assertThat(store.check(_ -> {}).damages()).hasSize(2);
        var healed = heal(pack, List.of(other));
        assertThat(healed.healed()).isEqualTo(1);
        assertThat(store.check(_ -> {}).damages())
                .singleElement()
                .satisfies(
                        damage -> {
                            assertThat(damage.what()).contains(healed.lost().getFirst().hex());
                            assertThat(damage.points()).containsExactly(point);
                        });
    }

    @Test
    void aFrameIsHealedFromAnotherPackOfItsOwnStore() {
        var pack = pointPacks.stream().filter(this::holdsSeveral).findFirst().orElseThrow();
        var frame = Footer.read(blobs(), nameOf(pack)).entries().getFirst();
        var twin = store.begin("twin");
        try (var sink = new PackSink(blobs(), store.index(), twin)) {
            for (var from : List.of(pack, olderPacks.getFirst())) {
                var entry = Footer.read(blobs(), nameOf(from)).entries().getFirst();
                sink.add(
                        entry.sid(),
                        entry.type(),
                        blobs().get(from),
                        entry.offset(),
                        entry.length());
            }
            sink.flush();
        }
        change(pack, bytes -> flip(bytes, frame.end() - 1));
        var healed = heal(pack, List.of());
        assertThat(healed.healed()).isEqualTo(1);
        assertThat(healed.lost()).isEmpty();
        store.abandon(twin, Statements.NONE);
        assertThat(store.check(_ -> {}).damages()).isEmpty();
        restore();
    }

    /** A pack of one frame would be its own twin: its name is that of its frames. */
    private boolean holdsSeveral(String pack) {
        return Footer.read(blobs(), nameOf(pack)).entries().size() > 1;
    }

    @Test
    void aHealingThatFailsHoldsNothingAndTheNextOneHeals() {
        var other = trial.store("there", "1");
        copyTo(other);
        var pack = pointPacks.getFirst();
        change(pack, this::flipABit);
        isFull = true;
        assertThatThrownBy(() -> heal(pack, List.of(other)))
                .isInstanceOf(StoreException.Unavailable.class);
        isFull = false;
        assertThat(holds()).isZero();
        assertThat(heal(pack, List.of(other)).healed()).isEqualTo(1);
        assertThat(holds()).isZero();
        assertThat(store.check(_ -> {}).damages()).isEmpty();
    }

    private long holds() {
        try (var connection = trial.database().reads().getConnection();
                var statement =
                        connection.prepareStatement(
                                "select (select count(*) from store_hold)"
                                        + " + (select count(*) from store_work)");
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void refuseWhenFull(FaultyBlobs.Call call, String name) {
        if (isFull && call != FaultyBlobs.Call.READ && name.startsWith(Pack.PREFIX)) {
            throw new StoreException.Unavailable("The disk is full.", "Make room.", false, null);
        }
    }

    private Healed heal(String pack, List<SealedStore> from) {
        return store.healing().heal(List.of(nameOf(pack)), from).values().iterator().next();
    }

    private void assertQuickCheckNames(String pack) {
        assertThat(store.check(CheckDepth.QUICK, _ -> {}).damages())
                .anySatisfy(
                        damage -> {
                            assertThat(damage.what()).contains(nameOf(pack));
                            assertThat(damage.points()).contains(point);
                        });
    }

    private void copy() {
        copyTo(trial.store("copy-" + UUID.randomUUID(), "1"));
    }

    private void copyTo(SealedStore to) {
        var id = UUID.randomUUID().toString();
        var work = to.begin("copy-" + id);
        to.copy(work, store, point, _ -> {});
        to.commit(
                work,
                Trial.copied(id, "1", key, new Contents.Copied(store, point, key)),
                Statements.NONE);
    }

    private void restore() {
        var work = store.begin("restore-" + UUID.randomUUID());
        try {
            var opened = store.unlock(work, point, key);
            try (var reader =
                    new PointReader(
                            blobs(),
                            store.index(),
                            opened.tree(),
                            PathFilter.ALL,
                            ReadOptions.DEFAULT)) {
                for (var entry = reader.next(); entry != null; entry = reader.next()) {
                    var bytes = 0L;
                    for (var piece = entry.next(); piece != null; piece = entry.next()) {
                        bytes += piece.bytes().length;
                    }
                    assertThat(bytes).isEqualTo(FILE_BYTES);
                }
            }
        } finally {
            store.end(work, Statements.NONE);
        }
    }

    private byte[] flipABit(byte[] pack) {
        return flip(pack, 60);
    }

    private static byte[] flip(byte[] pack, int at) {
        var flipped = pack.clone();
        flipped[at] ^= 4;
        return flipped;
    }

    private void swap(String pack) {
        var other = olderPacks.stream().filter(it -> !it.equals(pack)).findFirst().orElseThrow();
        blobs().replace(pack, blobs().get(other));
    }

    /** A frame that is whole, and another's. */
    private void exchangeAFrame(String pack) {
        var bytes = blobs().get(pack);
        var frame = Footer.read(blobs(), nameOf(pack)).entries().getFirst();
        for (var foreign : olderPacks) {
            for (var entry : Footer.read(blobs(), nameOf(foreign)).entries()) {
                if (fits(entry, frame)) {
                    System.arraycopy(
                            blobs().get(foreign),
                            entry.offset(),
                            bytes,
                            frame.offset(),
                            frame.length());
                    blobs().replace(pack, bytes);
                    return;
                }
            }
        }
        throw new AssertionError("No frame fits");
    }

    private static boolean fits(PackEntry entry, PackEntry frame) {
        return entry.length() == frame.length()
                && entry.type() == frame.type()
                && !entry.sid().equals(frame.sid());
    }

    private void replayTheRoot() {
        for (var record : new String[] {"/root", "/wrap-1"}) {
            blobs().replace("points/" + point + record, blobs().get("points/" + older + record));
        }
    }

    private void change(String pack, UnaryOperator<byte[]> change) {
        blobs().replace(pack, change.apply(blobs().get(pack)));
    }

    private List<String> packs() {
        return blobs().list(Pack.PREFIX);
    }

    private Map<String, byte[]> all() {
        var all = new HashMap<String, byte[]>();
        blobs().list("").forEach(name -> all.put(name, blobs().get(name)));
        return all;
    }

    private BlobStore blobs() {
        return store.blobs();
    }

    private static String nameOf(String pack) {
        return pack.substring(pack.lastIndexOf('/') + 1);
    }
}
