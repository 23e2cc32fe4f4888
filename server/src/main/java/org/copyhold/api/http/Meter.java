package org.copyhold.api.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.copyhold.api.Answer;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/** Times requests by operation and outcome, when metrics are switched on. Thread-safe. */
final class Meter {
    private final @Nullable MeterRegistry registry;
    private final ConcurrentMap<Kind, Timer> timers = new ConcurrentHashMap<>();

    private record Kind(String operation, String outcome) {}

    Meter(@Nullable MeterRegistry registry) {
        this.registry = registry;
    }

    void record(String operation, Answer answer, long nanos) {
        if (registry == null) {
            return;
        }
        var outcome = answer.error() == null ? "Success" : answer.error();
        timers.computeIfAbsent(new Kind(operation, outcome), kind -> timer(registry, kind))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private static Timer timer(MeterRegistry registry, Kind kind) {
        return Timer.builder("copyhold.api.requests")
                .description("Requests answered, by operation and outcome")
                .tag("operation", kind.operation())
                .tag("outcome", kind.outcome())
                .register(registry);
    }
}
