package org.copyhold.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.store.blob.Dying;
import org.copyhold.store.blob.FaultyBlobs;
import org.copyhold.store.blob.MemoryBlobs;
import org.copyhold.store.seal.VaultKey;
import org.copyhold.store.seal.VaultKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Wraps under a new version of a vault's key, wherever the process dies. */
class RewrappingTest {
    @TempDir private Path folder;

    private final Dying dying = new Dying();
    private Trial trial;
    private VaultKey first;
    private VaultKey second;
    private String point;

    @BeforeEach
    void backUp() {
        trial = new Trial(TestDatabase.sqlite(folder), folder);
        trial.use("here", "1", new FaultyBlobs(new MemoryBlobs("here"), dying));
        first = trial.keys().createVaultKey();
        second = trial.keys().nextVersion(first);
        point = trial.backup(store(), first, 1_000, 1, 2, 3);
    }

    @AfterEach
    void end() {
        trial.close();
    }

    @Test
    void aPointOpensUnderTheNewVersionAndUnderNoOther() {
        var before = store().blobs().list("packs/");

        rewrap();

        assertThat(opens(second)).isTrue();
        assertThat(opens(first)).isFalse();
        assertThat(wraps()).containsExactly("points/" + point + "/wrap-2");
        assertThat(store().blobs().list("packs/")).isEqualTo(before);
    }

    @Test
    void whereverTheProcessDiesThePointOpensAndTheNextOneFinishes() {
        var key = first;
        for (int event = 1; ; event++) {
            var next = trial.keys().nextVersion(key);
            var both = both(key, next);
            dying.at(event);
            var died = Dying.in(() -> store().records().rewrapping(both, next).wrap(point));
            dying.never();
            trial.restart();
            assertThat(opens(both)).isTrue();
            assertThat(store().blobs().list("keys/"))
                    .contains("keys/" + next.id() + "-" + newest());

            store().records().rewrapping(both, next).wrap(point);
            assertThat(opens(next)).isTrue();
            assertThat(wraps()).hasSize(1);
            if (!died) {
                assertThat(event).isGreaterThan(5);
                return;
            }
            key = next;
        }
    }

    @Test
    void aPointThatIsWrappedUnderTheNewestVersionIsLeftAsItIs() {
        rewrap();
        var wrap = store().blobs().get(wraps().getFirst());

        rewrap();
        store().records().rewrapping(both(first, second), first).wrap(point);

        assertThat(store().blobs().get(wraps().getFirst())).isEqualTo(wrap);
        assertThat(opens(second)).isTrue();
    }

    @Test
    void aReaderThatMeetsARotationLooksOnceMore() {
        var rotated = new AtomicBoolean();
        VaultKeys met =
                (id, version) -> {
                    if (!rotated.getAndSet(true)) {
                        rewrap();
                        store().records().deleteKey(first.id(), first.version());
                    }
                    return second.find(id, version);
                };

        assertThat(opens(met)).isTrue();
    }

    @Test
    void aCopyIsMadeOfAPointThatIsStillWrappedUnderAnEarlierVersion() {
        var copy = "11111111-1111-4111-8111-111111111111";
        var there = trial.store("there", "1");
        var work = there.begin("copy");
        var key = trial.keys().createVaultKey();
        there.copy(work, store(), point, progress -> {});
        var contents = new Contents.Copied(store(), point, both(first, second));

        there.commit(work, Trial.copied(copy, "1", key, contents), Statements.NONE);

        assertThat(there.unlock(there.begin("read"), copy, key).metadata()).isNotEmpty();
    }

    @Test
    void aWrapUnderNoneOfTheKeysIsNamed() {
        assertThatThrownBy(() -> store().records().rewrapping(second, second).wrap(point))
                .isInstanceOf(StoreException.Locked.class)
                .hasMessageContaining(point)
                .hasMessageContaining(first.id() + "-1");
    }

    private void rewrap() {
        store().records().rewrapping(both(first, second), second).wrap(point);
    }

    private SealedStore store() {
        return trial.store("here", "1");
    }

    private boolean opens(VaultKeys keys) {
        var work = store().begin("read");
        try {
            return store().unlock(work, point, keys).metadata().length > 0;
        } catch (StoreException.Locked e) {
            return false;
        } finally {
            store().end(work, Statements.NONE);
        }
    }

    private List<String> wraps() {
        return store().blobs().list("points/" + point + "/").stream()
                .filter(name -> name.contains("/wrap-"))
                .toList();
    }

    /** The version of the key that the newest wrap needs. */
    private int newest() {
        return store().objects().readWrap(point).keyVersion();
    }

    private static VaultKeys both(VaultKey one, VaultKey other) {
        return (id, version) -> {
            var found = one.find(id, version);
            return found.isPresent() ? found : other.find(id, version);
        };
    }
}
