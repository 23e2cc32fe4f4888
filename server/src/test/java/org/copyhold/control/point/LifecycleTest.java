package org.copyhold.control.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.OptionalInt;

class LifecycleTest {
    @Test
    void exactlyNinetyDaysApartIsValid() {
        assertThat(lifecycle(10, 100).deleteAfterDays()).hasValue(100);
        assertThatThrownBy(() -> lifecycle(10, 99))
                .hasMessage(
                        "Invalid lifecycle. DeleteAfterDays cannot be less than 90 days apart from"
                                + " MoveToColdStorageAfterDays");
    }

    @Test
    void daysAreOneToThirtySixThousandFiveHundred() {
        for (var days : new int[] {0, -1, 36501}) {
            assertThatThrownBy(() -> new Lifecycle(OptionalInt.empty(), OptionalInt.of(days)))
                    .hasMessage(
                            "Invalid lifecycle. DeleteAfterDays cannot be less than 1 or more than"
                                    + " 36500 days");
        }
    }

    @Test
    void theEndIsToTheMillisecondADaysMultipleAfterTheCreation() {
        assertThat(lifecycle(10, 100).deleteAt(Instant.parse("2020-07-15T21:38:31.152Z")))
                .contains(Instant.parse("2020-10-23T21:38:31.152Z"));
        assertThat(Lifecycle.NONE.deleteAt(Instant.EPOCH)).isEmpty();
    }

    private static Lifecycle lifecycle(int cold, int delete) {
        return new Lifecycle(OptionalInt.of(cold), OptionalInt.of(delete));
    }
}
