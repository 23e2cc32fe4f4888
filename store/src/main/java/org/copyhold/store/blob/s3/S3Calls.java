package org.copyhold.store.blob.s3;

import org.copyhold.store.Interrupted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.awssdk.core.exception.SdkException;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Asks an endpoint: in a lane of its own, and again where that may help. Thread-safe. */
final class S3Calls {
    private static final Logger LOG = LoggerFactory.getLogger(S3Calls.class);

    /** Attempts at one request. */
    static final int ATTEMPTS = 6;

    private final Lanes lanes;
    private final S3Trouble trouble;
    private final Patience patience;

    S3Calls(Lanes lanes, S3Trouble trouble, Patience patience) {
        this.lanes = lanes;
        this.trouble = trouble;
        this.patience = patience;
    }

    S3Trouble trouble() {
        return trouble;
    }

    /**
     * A request that may be made any number of times.
     *
     * @param what a sentence without its full stop, for the trouble that comes of it
     * @throws Refusal when the object is absent, its name taken or its end before the range
     */
    <T> T ask(String what, long bytes, Supplier<T> request) throws Refusal {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(bytes, request);
            } catch (SdkException e) {
                var nature = Nature.of(e);
                Refusal.throwIf(nature, e);
                if (!nature.mayBeTriedAgain() || attempt == ATTEMPTS) {
                    throw trouble.of(what, e);
                }
                LOG.debug("{}: attempt {}: {}", what, attempt, e.getMessage());
                pause(attempt);
            }
        }
    }

    /** One attempt, in a lane. */
    <T> T once(long bytes, Supplier<T> request) {
        lanes.enter(bytes);
        boolean crowded = false;
        try {
            return request.get();
        } catch (SdkException e) {
            crowded = S3Trouble.crowded(e);
            if (Thread.currentThread().isInterrupted()) {
                throw new Interrupted();
            }
            S3Trouble.throwOurs(e);
            throw e;
        } finally {
            lanes.leave(bytes, crowded);
        }
    }

    /** Waits longer after each attempt, and not as long as others do. */
    void pause(int attempt) {
        long pause = patience.pause().toNanos() << (attempt - 1);
        LockSupport.parkNanos(pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2));
        Interrupted.check();
    }

    /** An answer that is no trouble: the caller knows what it means. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;

        private final Nature nature;

        private Refusal(Nature nature, SdkException cause) {
            super(nature.name(), cause, false, false);
            this.nature = nature;
        }

        Nature nature() {
            return nature;
        }

        static void throwIf(Nature nature, SdkException e) throws Refusal {
            switch (nature) {
                case ABSENT, TAKEN, BEYOND_END -> throw new Refusal(nature, e);
                case REFUSED, NOT_DONE, UNKNOWN -> {}
            }
        }
    }
}
