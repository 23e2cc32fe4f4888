package org.copyhold.store.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.store.SealedStore;
import org.copyhold.store.Statements;
import org.copyhold.store.TestDatabase;
import org.copyhold.store.Trial;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.pack.Footer;
import org.copyhold.store.pack.Pack;
import org.copyhold.store.seal.FrameType;
import org.copyhold.store.seal.VaultKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

class CheckTest {
    private static final int FILE_BYTES = 2_000;

    @TempDir private Path folder;

    private Trial trial;
    private SealedStore store;
    private VaultKey key;

    @BeforeEach
    void begin() {
        trial = new Trial(TestDatabase.sqlite(folder), folder);
        store = trial.store("here", "1");
        key = trial.keys().createVaultKey();
    }

    @AfterEach
    void end() {
        trial.close();
    }

    @Test
    void aSoundStoreIsReadToItsLastByte() {
        trial.backup(store, key, FILE_BYTES, 1, 2);
        trial.backup(store, key, FILE_BYTES, 2, 3);
        var seen = new ArrayList<CheckProgress>();
        var report =
                store.check(
                        progress -> {
                            synchronized (seen) {
                                seen.add(progress);
                            }
                        });
        assertThat(report.sound()).isTrue();
        assertThat(report.points()).isEqualTo(2);
        assertThat(report.packs()).isEqualTo(packs().size());
        assertThat(report.frames()).isEqualTo(5);
        assertThat(report.bytes()).isEqualTo(packs().stream().mapToLong(blobs()::size).sum());
        assertThat(seen).hasSize(packs().size() + 2);
        assertThat(seen.getLast().points()).isEqualTo(2);
    }

    @Test
    void anEmptyStoreIsSound() {
        assertThat(store.check(progress -> {}).sound()).isTrue();
    }

    @Test
    void aDamagedFrameIsNamedWithThePointsThatReachIt() {
        var one = trial.backup(store, key, FILE_BYTES, 1, 2);
        var two = trial.backup(store, key, FILE_BYTES, 2, 3);
        Map<FrameType, List<List<String>>> reached = new HashMap<>();
        for (var pack : packs()) {
            for (var entry : Footer.read(blobs(), nameOf(pack)).entries()) {
                flip(pack, entry.end() - 1);
                var damages = store.check(progress -> {}).damages();
                assertThat(damages).hasSize(1);
                assertThat(damages.getFirst().what())
                        .contains(entry.sid().hex())
                        .contains(nameOf(pack));
                reached.computeIfAbsent(entry.type(), type -> new ArrayList<>())
                        .add(damages.getFirst().points());
                flip(pack, entry.end() - 1);
            }
        }
        var both = List.copyOf(new TreeSet<>(List.of(one, two)));
        assertThat(reached.get(FrameType.CHUNK))
                .containsExactlyInAnyOrder(List.of(one), both, List.of(two));
        assertThat(reached.get(FrameType.PAGE))
                .containsExactlyInAnyOrder(List.of(one), List.of(two));
        assertThat(store.check(progress -> {}).sound()).isTrue();
    }

    @Test
    void aPackThatIsGoneOrHasADamagedFooterTakesItsPointsWithIt() {
        var point = trial.backup(store, key, FILE_BYTES, 1, 2);
        for (var pack : packs()) {
            var bytes = blobs().get(pack);
            flip(pack, bytes.length - 20);
            assertDamage(nameOf(pack), point);
            blobs().delete(pack);
            assertDamage(nameOf(pack), point);
            blobs().put(pack, bytes);
        }
    }

    @Test
    void aRootThatIsGoneOrExchangedIsNamed() {
        var point = trial.backup(store, key, FILE_BYTES, 1);
        var other = trial.backup(store, key, FILE_BYTES, 2);
        var root = "points/" + point + "/root";
        blobs().replace(root, blobs().get("points/" + other + "/root"));
        assertDamage("not the one that was committed", point);
        blobs().delete(root);
        assertDamage(root, point);
    }

    @Test
    void aPointWithoutAWrapIsNamed() {
        var point = trial.backup(store, key, FILE_BYTES, 1);
        blobs().delete("points/" + point + "/wrap-1");
        assertDamage("no wrap", point);
    }

    @Test
    void aFrameThatTheDatabaseLostIsNamed() throws SQLException {
        var point = trial.backup(store, key, FILE_BYTES, 1);
        try (var connection = trial.database().writes().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    "delete from store_chunk where sid in (select sid from store_chunk limit 1)");
        }
        var damages = store.check(progress -> {}).damages();
        assertThat(damages).hasSize(2);
        assertThat(damages.getFirst().what()).contains("does not know 1 frames");
        assertThat(damages.getLast().what()).contains("is not in memory:here/1/main");
        assertThat(damages.getLast().points()).containsExactly(point);
    }

    @Test
    void aPackThatTheDatabaseDoesNotKnowIsNamed() {
        trial.backup(store, key, FILE_BYTES, 1);
        var stray = Pack.blob("ab".repeat(32));
        blobs().put(stray, new byte[10]);
        var damages = store.check(progress -> {}).damages();
        assertThat(damages).hasSize(1);
        assertThat(damages.getFirst().what()).contains(stray);
        assertThat(damages.getFirst().points()).isEmpty();
    }

    @Test
    void aPointDeletedMeanwhileIsNoDamage() {
        var point = trial.backup(store, key, FILE_BYTES, 1);
        var report =
                store.check(
                        progress -> {
                            if (progress.points() == 0) {
                                store.delete(point, Statements.NONE);
                            }
                        });
        assertThat(report.sound()).isTrue();
        assertThat(report.points()).isZero();
    }

    private void assertDamage(String what, String point) {
        var damages = store.check(progress -> {}).damages();
        assertThat(damages).hasSize(1);
        assertThat(damages.getFirst().what()).contains(what);
        assertThat(damages.getFirst().points()).containsExactly(point);
    }

    private BlobStore blobs() {
        return store.blobs();
    }

    private List<String> packs() {
        return blobs().list(Pack.PREFIX);
    }

    private static String nameOf(String pack) {
        return pack.substring(pack.lastIndexOf('/') + 1);
    }

    private void flip(String pack, int at) {
        var bytes = blobs().get(pack);
        bytes[at] ^= 1;
        blobs().replace(pack, bytes);
    }
}
