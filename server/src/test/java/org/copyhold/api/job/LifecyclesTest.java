package org.copyhold.api.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.control.copy.AskedLifecycle;
import org.copyhold.kit.BackupException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.backup.model.Lifecycle;

import java.util.OptionalInt;

class LifecyclesTest {
    private static final org.copyhold.control.point.Lifecycle SOURCE =
            new org.copyhold.control.point.Lifecycle(OptionalInt.of(20), OptionalInt.of(200), true);

    @Test
    void withoutDaysUntilDeletionTheSourcesWholeApplies() {
        assertThat(Lifecycles.asked(null)).isEqualTo(AskedLifecycle.INHERITED);
        assertThat(Lifecycles.asked(wire(null, null))).isEqualTo(AskedLifecycle.INHERITED);
        assertThat(Lifecycles.asked(wire(5L, null)).over(SOURCE)).isEqualTo(SOURCE);
    }

    @Test
    void daysUntilDeletionReplaceTheSourcesWhole() {
        var ours = Lifecycles.asked(wire(null, 100L)).over(SOURCE);

        assertThat(ours.coldAfterDays()).isEmpty();
        assertThat(ours.deleteAfterDays()).hasValue(100);
        assertThat(ours.optInToArchive()).isNull();
    }

    @Test
    void minusOneKeepsTheSourcesExpiryOnly() {
        var ours = Lifecycles.asked(wire(null, -1L)).over(SOURCE);
        assertThat(ours.coldAfterDays()).isEmpty();
        assertThat(ours.deleteAfterDays()).hasValue(200);

        assertThat(Lifecycles.asked(wire(110L, -1L)).over(SOURCE).coldAfterDays()).hasValue(110);
        assertThatThrownBy(() -> Lifecycles.asked(wire(111L, -1L)).over(SOURCE))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("less than 90 days apart");
        assertThat(
                        Lifecycles.asked(wire(null, -1L))
                                .over(org.copyhold.control.point.Lifecycle.NONE)
                                .deleteAfterDays())
                .isEmpty();
    }

    @Test
    void numbersBeyondAllLimitsAreRefusedAndDoNotOverflow() {
        for (var days : new long[] {0, -2, 36501, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32}) {
            refused(wire(null, days), "DeleteAfterDays cannot be less than 1");
            refused(wire(days, 100L), "MoveToColdStorageAfterDays cannot be less than 1");
            refused(wire(days, null), "MoveToColdStorageAfterDays cannot be less than 1");
        }
        refused(wire(Long.MAX_VALUE, Long.MAX_VALUE), "DeleteAfterDays cannot be less than 1");
        assertThat(Lifecycles.read(wire(36410L, 36500L)).coldAfterDays()).hasValue(36410);
        refused(wire(36411L, 36500L), "less than 90 days apart");
    }

    @Test
    void anEventIsNoInput() {
        var event = Lifecycle.builder().deleteAfterDays(10L).deleteAfterEvent("DELETE_AFTER_COPY");
        refused(event.build(), "DeleteAfterEvent");
    }

    @Test
    void whatIsSaidAboutArchivesIsKeptAndShown() {
        for (var optIn : new Boolean[] {true, false}) {
            var asked =
                    Lifecycle.builder()
                            .deleteAfterDays(10L)
                            .optInToArchiveForSupportedResources(optIn)
                            .build();
            assertThat(Lifecycles.write(Lifecycles.asked(asked).over(SOURCE))).isEqualTo(asked);
            assertThat(Lifecycles.write(Lifecycles.read(asked))).isEqualTo(asked);
        }
    }

    private static Lifecycle wire(@Nullable Long cold, @Nullable Long delete) {
        return Lifecycle.builder().moveToColdStorageAfterDays(cold).deleteAfterDays(delete).build();
    }

    private static void refused(Lifecycle wire, String message) {
        assertThatThrownBy(() -> Lifecycles.asked(wire))
                .isInstanceOf(BackupException.class)
                .hasMessageStartingWith("Invalid lifecycle. ")
                .hasMessageContaining(message);
    }
}
