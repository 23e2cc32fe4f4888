package org.copyhold.kit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The time that jobs, lifecycles and locks live by: the machine's, plus what a test has advanced it
 * by. To the millisecond, as AWS Backup's dates are. Signatures and the {@code Date} header use the
 * machine's own time instead. Thread-safe.
 */
public final class ServiceClock implements InstantSource {
    private final InstantSource machine;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    public ServiceClock(InstantSource machine) {
        this.machine = machine;
    }

    /** A clock on the machine's time. */
    public static ServiceClock system() {
        return new ServiceClock(InstantSource.system());
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(machine.instant().plus(ahead.get()).toEpochMilli());
    }

    /** The machine's own time, as the times of files and signatures are. */
    public Instant machineInstant() {
        return machine.instant();
    }

    /** Moves this clock forward; a clock never goes back. */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw ErrorCode.INVALID_PARAMETER_VALUE.with("The clock cannot go back by " + by + ".");
        }
        ahead.accumulateAndGet(by, Duration::plus);
    }
}
