package org.copyhold.work;

import org.copyhold.control.call.Tokens;
import org.copyhold.kit.ServiceClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Forgets jobs some time after their end: row, job log and idempotency token go together.
 * Thread-safe.
 */
public final class History implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);

    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final int BATCH = 500;

    private final Catalogue catalogue;
    private final Tokens tokens;
    private final ServiceClock clock;
    private final Duration kept;
    private final List<Jobs> kinds;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("history").factory());

    /**
     * A history of all kinds of jobs.
     *
     * @param kept how long a job stays listed after its end
     * @param kinds the keepers of the jobs
     */
    public History(
            Catalogue catalogue,
            Tokens tokens,
            ServiceClock clock,
            Duration kept,
            List<Jobs> kinds) {
        this.catalogue = catalogue;
        this.tokens = tokens;
        this.clock = clock;
        this.kept = kept;
        this.kinds = List.copyOf(kinds);
    }

    /** The jobs of one kind. */
    @FunctionalInterface
    public interface Jobs {
        /** Forgets jobs that ended before a time, joining a transaction, and gives their ids. */
        List<String> forget(Instant before, int atMost);
    }

    /** Forgets what is due, now and from time to time. Once only. */
    public void start() {
        var _ =
                thread.scheduleWithFixedDelay(
                        this::catchUpGuarded, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Forgets what is due. */
    public void catchUp() {
        var before = clock.instant().minus(kept);
        for (var jobs : kinds) {
            int forgotten;
            do {
                forgotten = forget(jobs, before);
            } while (forgotten == BATCH);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private int forget(Jobs jobs, Instant before) {
        return catalogue
                .database()
                .write(
                        _ -> {
                            var forgotten = jobs.forget(before, BATCH);
                            catalogue.log().clear(forgotten);
                            tokens.forget(forgotten);
                            return forgotten.size();
                        });
    }

    private void catchUpGuarded() {
        try {
            catchUp();
        } catch (RuntimeException e) {
            LOG.error("Old jobs stay listed; trying again in {}", INTERVAL, e);
        }
    }
}
