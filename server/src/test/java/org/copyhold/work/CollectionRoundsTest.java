package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.awaitility.Awaitility;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.restore.RestoreState;
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Space that comes back by itself, with a real store and a real database. */
final class CollectionRoundsTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofMillis(20);

    @TempDir Path folder;

    private JobSite site;
    private JobHouse house;

    @BeforeEach
    void open() throws IOException {
        site = new JobSite(folder);
        site.write("a", "a".repeat(10_000).getBytes(US_ASCII));
        house = site.settle();
    }

    @AfterEach
    void close() {
        house.close();
        site.close();
    }

    @Test
    void spaceOfADeletedRecoveryPointIsBackSoonAndTheOthersRestore() throws IOException {
        var kept = house.completed(house.backUp("home"));
        long before = packBytes();
        site.write("b", JobSite.random(3_000_000));
        var gone = house.completed(house.backUp("home"));
        assertThat(packBytes()).isGreaterThan(before + 2_900_000);
        try (var rounds = new CollectionRounds(_ -> List.of(), DAY, SOON)) {
            delete(gone);
            assertThat(house.deletedFrom).containsExactly(store());
            house.deletedFrom.forEach(rounds::deletedFrom);
            Awaitility.await().until(() -> packBytes() == before);
        }
        var restore = house.restore(kept, Map.of("newFileSystem", "true"));
        assertThat(house.ended(restore)).isInstanceOf(RestoreState.Completed.class);
        assertThat(store().check(_ -> {}).sound()).isTrue();
    }

    @Test
    void everyStoreIsCollectedFromTimeToTimeThoughAnotherIsShut() {
        delete(house.completed(house.backUp("home")));
        try (var rounds =
                new CollectionRounds(
                        shut -> {
                            shut.accept(
                                    new StoreException.Unavailable(
                                            "Gone.", "Mount it.", true, null));
                            return List.of(store());
                        },
                        SOON,
                        SOON)) {
            rounds.start();
            Awaitility.await().until(() -> packBytes() == 0);
        }
    }

    @Test
    void aRestoreWhoseRecoveryPointIsDeletedAndCollectedMeanwhileSaysSo() throws IOException {
        site.write("b", JobSite.random(3_000_000));
        var point = house.completed(house.backUp("home"));
        var blobs = site.blobsOf(store().location());
        blobs.beforeTheNextRead(
                () -> {
                    delete(point);
                    store().collect();
                });
        var job = house.restore(point, Map.of("newFileSystem", "true"));
        var failed = (RestoreState.Failed) house.ended(job);
        assertThat(failed.why().message())
                .contains("recovery point " + point.arn() + " has been deleted");
    }

    private void delete(RecoveryPoint point) {
        house.points.startDeleting(point.id());
        house.upkeep.catchUp();
    }

    private long packBytes() {
        var blobs = store().blobs();
        return blobs.list("packs/").stream().mapToLong(blobs::size).sum();
    }

    private SealedStore store() {
        return house.stores.at("file:/east/" + JobHouse.ACCOUNT + "/main");
    }
}
