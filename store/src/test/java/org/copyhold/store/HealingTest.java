package org.copyhold.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.store.blob.FaultyBlobs;
import org.copyhold.store.blob.MemoryBlobs;
import org.copyhold.store.blob.Throttle;
import org.copyhold.store.index.PackRow;
import org.copyhold.store.index.StoreDatabase;
import org.copyhold.store.index.Works;
import org.copyhold.store.pack.Pack;
import org.copyhold.store.seal.VaultKey;
import org.copyhold.store.sweep.Healing.Healed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** How a store is healed, and what a scrub tells, when something gets in the way. */
class HealingTest {
    private static final int FILE_BYTES = 2_000;
    private static final long FAST = 1_000_000_000;

    @TempDir private Path folder;
    private final AtomicBoolean isAway = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();
    private Trial trial;
    private SealedStore store;
    private VaultKey key;
    private String point;

    @BeforeEach
    void backUp() {
        trial = new Trial(TestDatabase.sqlite(folder), folder);
        trial.use("there", "1", new FaultyBlobs(new MemoryBlobs("there"), this::refuseWhenAway));
        store = trial.store("here", "1");
        key = trial.keys().createVaultKey();
        point = trial.backup(store, key, FILE_BYTES, 1, 2);
    }

    @AfterEach
    void end() {
        trial.close();
    }

    @Test
    void aHealingThatDiedHoldsNothingOnceItIsSettled() {
        var died = store.begin("heal-" + store.id());
        var packs = store.index().packs();
        var held = packs.after(0, 10).stream().map(PackRow::id).toList();
        assertThat(packs.hold(died, held)).containsExactlyInAnyOrderElementsOf(held);

        store.healing().settle();

        assertThat(packs.broughtBy(died)).isEmpty();
        assertThat(works().isBegun(died.job())).isFalse();
    }

    @Test
    void aStoreThatIsAwayIsAskedOnce() {
        var there = trial.store("there", "1");
        copyTo(there);
        packs().forEach(this::flip);
        var names = packs().stream().map(HealingTest::nameOf).toList();
        isAway.set(true);

        var healed = store.healing().heal(names, List.of(there));

        assertThat(healed.values()).hasSizeGreaterThan(1).noneMatch(Healed::isFinal);
        assertThat(asked).as("for a frame, and for the store's record").hasValue(2);
        isAway.set(false);
        assertThat(store.healing().heal(names, List.of(there)).values()).allMatch(Healed::isFinal);
        assertThat(store.check(_ -> {}).sound()).isTrue();
    }

    @Test
    void aScrubTellsEachDamageWithThePackThatItLiesIn() {
        for (int seed = 3; seed < 8; seed++) {
            trial.backup(store, key, FILE_BYTES, seed);
        }
        packs().forEach(this::flip);
        var scrub = store.scrub();
        var round = scrub.begin(Instant.EPOCH);
        var told = new ArrayList<String>();
        for (var found = scrub.next(round, new Throttle(FAST));
                found.isPresent();
                found = scrub.next(round, new Throttle(FAST))) {
            found.get().damages().forEach(damage -> told.add(String.valueOf(damage.pack())));
            round = scrub.passed(round, found.get(), 0);
        }
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(
                        packs().stream().map(HealingTest::nameOf).toList());
    }

    private Works works() {
        return new Works(new StoreDatabase(trial.database().writes(), trial.database().reads()));
    }

    private void refuseWhenAway(FaultyBlobs.Call call, String name) {
        if (isAway.get()) {
            asked.incrementAndGet();
            throw new StoreException.Unavailable(
                    call + " of " + name + ": it is away.", "Wait.", true, null);
        }
    }

    private void copyTo(SealedStore to) {
        var work = to.begin("copy");
        to.copy(work, store, point, _ -> {});
        var contents = new Contents.Copied(store, point, key);
        to.commit(work, Trial.copied("copied", "1", key, contents), Statements.NONE);
    }

    private void flip(String pack) {
        var bytes = store.blobs().get(pack);
        bytes[60] ^= 4;
        store.blobs().replace(pack, bytes);
    }

    private List<String> packs() {
        return store.blobs().list(Pack.PREFIX);
    }

    private static String nameOf(String pack) {
        return pack.substring(pack.lastIndexOf('/') + 1);
    }
}
