package org.copyhold.connect.buckets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

class SideBySideTest {
    @Test
    void anErrorOfATaskIsTold() {
        try (var tasks = new SideBySide()) {
            tasks.run(
                    1,
                    () -> {
                        throw new NoClassDefFoundError("none");
                    });

            assertThatThrownBy(tasks::finish)
                    .isInstanceOf(IllegalStateException.class)
                    .hasCauseInstanceOf(NoClassDefFoundError.class);
        }
    }

    @Test
    void behindAFailureNothingIsBegun() throws InterruptedException {
        var failure = new IllegalArgumentException("first");
        var begun = new AtomicInteger();
        var failed = new CountDownLatch(1);
        try (var tasks = new SideBySide()) {
            tasks.run(
                    1,
                    () -> {
                        failed.countDown();
                        throw failure;
                    });
            failed.await();

            assertThatThrownBy(
                            () -> {
                                for (var i = 0; i < 1_000_000; i++) {
                                    tasks.run(100 << 20, begun::incrementAndGet);
                                }
                            })
                    .isSameAs(failure);
            assertThat(begun).hasValueLessThan(1_000_000);
        }
    }

    @Test
    void allThatWasBegunHasEndedBehindFinish() {
        var ended = new AtomicInteger();
        try (var tasks = new SideBySide()) {
            for (var i = 0; i < 5_000; i++) {
                tasks.run(1 << 20, ended::incrementAndGet);
            }

            tasks.finish();

            assertThat(ended).hasValue(5_000);
        }
    }
}
