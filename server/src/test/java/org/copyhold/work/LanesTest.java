package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.copyhold.work.SampleJob.resource;
import static org.copyhold.work.SampleJob.vault;

import org.copyhold.control.job.JobKind;
import org.copyhold.control.job.Lane;
import org.copyhold.control.job.Limits;
import org.copyhold.control.job.Patience;
import org.copyhold.control.job.Place;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class LanesTest {
    private static final Lane R = resource("R");
    private static final Lane S = resource("S");
    private static final Lane V = vault("V");

    private final Lanes lanes = new Lanes(new Limits(0, 1, 1, 0));

    @Test
    void aLaneTakesAsManyAsItsLimitSays() {
        assertThat(lanes.enter(place("A", 0, R))).isEmpty();
        assertThat(lanes.enter(place("A", 0, R))).isEmpty();
        assertThat(lanes.enter(place("B", 0, R))).contains(R);
        assertThat(lanes.enter(place("C", 0, S))).isEmpty();
        assertThat(lanes.room(R)).isZero();
    }

    @Test
    void aLaneWithoutALimitIsNotCounted() {
        var endless = new Lanes(new Limits(0, 0, 0, 0));

        assertThat(endless.enter(place("A", 0, R, V))).isEmpty();
        assertThat(endless.leave("A")).isEmpty();
        assertThat(endless.room(R)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void whoDoesNotGetAllLanesTakesNone() {
        lanes.enter(place("A", 0, V));

        assertThat(lanes.enter(place("B", 0, R, V))).contains(V);
        assertThat(lanes.enter(place("C", 0, R))).isEmpty();
    }

    @Test
    void newcomersFindALaneFullUntilThoseWhoWaitedHadTheirTurn() {
        lanes.enter(place("A", 0, R));
        assertThat(lanes.leave("A")).containsExactly(R);

        assertThat(lanes.enter(place("new", 0, R))).contains(R);
        assertThat(lanes.enterInTurn(place("B", 0, R))).isEmpty();
        lanes.leave("B");
        lanes.opened(R);
        assertThat(lanes.enter(place("new", 0, R))).isEmpty();
    }

    @Test
    void whoWasPassedOverOftenKeepsWhatItGetsInTheOrderOfLanes() {
        lanes.enter(place("A", 0, V));

        assertThat(lanes.enterInTurn(place("B", 5, R, V))).contains(V);
        assertThat(lanes.enterInTurn(place("C", 0, R))).contains(R);
        lanes.leave("A");
        assertThat(lanes.enterInTurn(place("B", 5, R, V))).isEmpty();
        assertThat(lanes.leave("B")).containsExactlyInAnyOrder(R, V);
    }

    @Test
    void whoWaitsForItsFirstLaneKeepsNoLaterOne() {
        lanes.enter(place("A", 0, R));

        assertThat(lanes.enterInTurn(place("B", 5, V, R))).contains(R);
        assertThat(lanes.room(V)).isEqualTo(1);
    }

    @Test
    void whoRanBeforeARestartIsCountedHoweverFullItIs() {
        lanes.keep(place("A", 0, R));
        lanes.keep(place("B", 0, R));

        assertThat(lanes.room(R)).isZero();
        lanes.leave("A");
        assertThat(lanes.enterInTurn(place("C", 0, R))).contains(R);
        lanes.leave("B");
        assertThat(lanes.enterInTurn(place("C", 0, R))).isEmpty();
    }

    private static Place place(String job, int passedOver, Lane... wanted) {
        return new Place(
                JobKind.COPY, job, Instant.EPOCH, List.of(wanted), null, passedOver, Patience.NONE);
    }
}
