package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.control.event.DamageFound;
import org.copyhold.control.event.Event;
import org.copyhold.control.event.Events;
import org.copyhold.control.job.Limits;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.store.SealedStore;
import org.copyhold.store.blob.Throttle;
import org.copyhold.store.index.ScrubRound;
import org.copyhold.store.index.ScrubTotals;
import org.copyhold.store.pack.Pack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

class ScrubRoundsTest {
    private static final String EAST = "file:/east/" + JobHouse.ACCOUNT + "/main";
    private static final String WEST = "file:/west/" + JobHouse.ACCOUNT + "/main";
    private static final String COLD = "file:/cold/" + JobHouse.ACCOUNT + "/main";
    private static final Duration EVERY = Duration.ofDays(30);
    private static final long FAST = 1_000_000_000;
    private static final ScrubPlaces PLACES =
            new ScrubPlaces(
                    new HouseRules(Limits.DEFAULT, true, true).regions(),
                    () -> List.of(JobHouse.ACCOUNT),
                    false);

    @TempDir private Path folder;
    private final List<DamageFound> told = new ArrayList<>();
    private JobSite site;
    private JobHouse house;
    private RecoveryPoint point;
    private String pack;

    @BeforeEach
    void backUp() throws IOException {
        site = new JobSite(folder);
        site.hasCold = true;
        site.write("file", JobSite.random(500_000));
        house = site.settle();
        point = house.completed(house.backUp("home"));
        pack =
                site.blobsOf(EAST).list(Pack.PREFIX).stream()
                        .max((one, other) -> Long.compare(size(one), size(other)))
                        .orElseThrow();
    }

    @AfterEach
    void end() {
        house.close();
        site.close();
    }

    @Test
    void damageIsToldWithTheRecoveryPointsThatNeedIt() {
        site.blobsOf(EAST).flip(pack, 100);
        try (var rounds = rounds(FAST)) {
            rounds.go();
        }
        assertThat(told)
                .singleElement()
                .satisfies(
                        damage -> {
                            assertThat(damage.what()).contains(nameOf(pack)).startsWith("Frame ");
                            assertThat(damage.isHealed()).isFalse();
                            assertThat(damage.points()).isEqualTo(1);
                            assertThat(damage.named()).containsExactly(point.arn());
                            assertThat(damage.event().envelope("id", house.clock.instant()))
                                    .containsEntry("source", "copyhold")
                                    .containsEntry("detail-type", "Copyhold Damage Found");
                        });
        assertThat(last(EAST).lost()).isEqualTo(1);
        assertThat(scrubbed().lost()).isEqualTo(1);
    }

    @Test
    void whatIsDamagedOrCannotBeReadIsBroughtFromAnotherStore() {
        var away = house.vault(JobHouse.WEST, "away");
        house.ended(house.copy(point, away.arn(), null));
        site.blobsOf(EAST).flip(pack, 100);
        var west = site.blobsOf(WEST);
        // Another pack than the one that is damaged: what neither has whole nobody heals.
        west.unreadable.add(
                west.list(Pack.PREFIX).stream()
                        .filter(it -> !it.equals(pack))
                        .findFirst()
                        .orElseThrow());
        try (var rounds = rounds(FAST)) {
            rounds.go();
        }
        assertThat(told).hasSize(2).allMatch(DamageFound::isHealed);
        west.unreadable.clear();
        assertThat(house.stores.at(EAST).check(_ -> {}).sound()).isTrue();
        assertThat(house.stores.at(WEST).check(_ -> {}).sound()).isTrue();
        assertThat(last(EAST)).extracting(ScrubRound::damaged, ScrubRound::lost).contains(1L, 0L);
    }

    @Test
    void whatCannotBeHealedNowIsToldAndHealedLater() {
        house.ended(house.copy(point, house.vault(JobHouse.WEST, "away").arn(), null));
        var east = site.blobsOf(EAST);
        var west = site.blobsOf(WEST);
        east.flip(pack, 100);
        east.isFull = true;
        try (var rounds = rounds(FAST)) {
            rounds.go();
            assertThat(told).singleElement().matches(it -> !it.isHealed());
            assertThat(scrubbed().lost()).isEqualTo(1);

            east.isFull = false;
            west.unreadable.addAll(west.list(""));
            rounds.go();
            assertThat(told).as("nothing new is known").hasSize(1);

            west.unreadable.clear();
            rounds.go();
        }
        assertThat(told).hasSize(2).last().matches(DamageFound::isHealed);
        assertThat(scrubbed().lost()).isZero();
        assertThat(house.stores.at(EAST).check(_ -> {}).sound()).isTrue();
    }

    @Test
    void whatStayedDamagedIsLookedForAgainAfterARestart() {
        site.blobsOf(EAST).flip(pack, 100);
        try (var rounds = rounds(FAST)) {
            rounds.go();
            rounds.go();
            assertThat(told).hasSize(1);
        }
        try (var rounds = rounds(FAST)) {
            rounds.go();
            assertThat(told).hasSize(2);
        }
    }

    @Test
    void aRoundGoesOnAfterARestartWhereItWas() {
        var scrub = house.stores.at(EAST).scrub();
        var began = scrub.begin(house.clock.instant());
        var first = scrub.next(began, new Throttle(FAST)).orElseThrow();
        scrub.passed(began, first, 0);
        house.close();
        house = site.house();
        site.blobsOf(EAST).beforeTheNextRead(() -> assertThat("read").isEqualTo("read again"));
        try (var rounds = rounds(FAST)) {
            rounds.go();
        }
        var ended = last(EAST);
        assertThat(ended.beganAt().toEpochMilli()).isEqualTo(began.beganAt().toEpochMilli());
        assertThat(ended.packs()).isEqualTo(first.packs()).isEqualTo(2);
        assertThat(ended.bytes()).isEqualTo(first.bytes());
    }

    @Test
    void aStoreIsVerifiedOnceInItsTime() {
        try (var rounds = rounds(FAST)) {
            rounds.go();
            site.blobsOf(EAST).flip(pack, 100);
            rounds.go();
            assertThat(told).isEmpty();
            house.clock.advance(EVERY);
            rounds.go();
            assertThat(told).hasSize(1);
        }
    }

    @Test
    void aColdStoreIsVerifiedTooAndOneOfNoRegionIsNotWaitedFor() {
        house.stores.at(COLD);
        house.stores.at("file:/elsewhere/" + JobHouse.ACCOUNT + "/main");
        assertThat(scrubbed().oldest()).isNull();
        try (var rounds = rounds(FAST)) {
            rounds.go();
        }
        assertThat(PLACES.of(COLD)).hasValue(new Event.Place(JobHouse.ACCOUNT, "us-east-1"));
        assertThat(scrubbed().oldest()).isEqualTo(last(EAST).endedAt());
        assertThat(last(COLD).endedAt()).isNotNull();
    }

    @Test
    void noMoreIsReadASecondThanIsAllowed() {
        var start = System.nanoTime();
        try (var rounds = rounds(400_000)) {
            rounds.go();
        }
        // The bytes of the first second may pass at once.
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofMillis(200));
    }

    @Test
    void aPackWhoseChecksumNobodyKnowsHasOneAfterwards() {
        house.database.write(h -> h.execute("update store_pack set crc32c = null"));
        try (var rounds = rounds(FAST)) {
            rounds.go();
        }
        var packs = house.stores.at(EAST).index().packs();
        for (var row : packs.after(0, 10)) {
            var bytes = site.blobsOf(EAST).get(Pack.blob(row.name()));
            var crc = new CRC32C();
            crc.update(bytes);
            assertThat(packs.crc32c(row.id())).hasValue((int) crc.getValue());
        }
    }

    @Test
    void aStoreThatGoesAwayIsVerifiedLater() {
        site.blobsOf(EAST).unreadable.addAll(site.blobsOf(EAST).list(""));
        try (var rounds = rounds(FAST)) {
            rounds.go();
            assertThat(told).isEmpty();
            assertThat(house.stores.at(EAST).scrub().last()).isEmpty();
            site.blobsOf(EAST).unreadable.clear();
            rounds.go();
            assertThat(last(EAST).packs()).isEqualTo(2);
        }
    }

    private ScrubRounds rounds(long bytesPerSecond) {
        return new ScrubRounds(
                _ -> stores(),
                new ScrubRounds.Order(EVERY, new Throttle(bytesPerSecond), PLACES),
                house.damageReports(
                        new Events() {
                            @Override
                            public void damageFound(DamageFound damage) {
                                told.add(damage);
                            }
                        }),
                house.clock);
    }

    private List<SealedStore> stores() {
        return List.of(EAST, WEST, COLD).stream()
                .filter(house.stores::has)
                .map(house.stores::at)
                .toList();
    }

    private ScrubTotals scrubbed() {
        return house.stores.scrubbed(location -> PLACES.of(location).isPresent());
    }

    private ScrubRound last(String location) {
        return house.stores.at(location).scrub().last().orElseThrow();
    }

    private long size(String name) {
        return site.blobsOf(EAST).size(name);
    }

    private static String nameOf(String blob) {
        return blob.substring(blob.lastIndexOf('/') + 1);
    }
}
