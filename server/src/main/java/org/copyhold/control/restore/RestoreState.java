package org.copyhold.control.restore;

import org.copyhold.control.job.Failure;
import org.copyhold.control.job.Issues;
import org.copyhold.control.job.Progress;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** How far a restore has come. */
public sealed interface RestoreState {
    /** The state's name in the API and in the database. */
    String name();

    /** How far it has come. */
    default Progress progress() {
        return Progress.NONE;
    }

    /**
     * Accepted; waits for its turn, or to be tried again.
     *
     * @param beganAt when it first began; null when it has not
     * @param progress how far it came so far
     */
    record Pending(@Nullable Instant beganAt, Progress progress) implements RestoreState {
        /** Accepted just now. */
        public Pending() {
            this(null, Progress.NONE);
        }

        /** A worker has begun, or goes on. */
        public Running started(Instant at) {
            return new Running(beganAt == null ? at : beganAt, progress);
        }

        /** It could not even begin. */
        public Failed failed(Instant at, Failure why) {
            return new Failed(at, why, progress);
        }

        @Override
        public String name() {
            return "PENDING";
        }
    }

    /** A worker is at it, or will go on with it after a restart. */
    record Running(Instant startedAt, Progress progress) implements RestoreState {
        /** It waits again: for its turn, or for trouble outside to pass. */
        public Pending again() {
            return new Pending(startedAt, progress);
        }

        /** The same restore, further on. */
        public Running moved(Progress now) {
            return new Running(startedAt, now);
        }

        /** Everything wanted is there again. */
        public Completed completed(Instant at, Arn created, Progress all, Issues issues) {
            return new Completed(at, created, all, issues);
        }

        /** Nothing, or not everything, is there; what was made is removed. */
        public Failed failed(Instant at, Failure why) {
            return new Failed(at, why, progress);
        }

        @Override
        public String name() {
            return "RUNNING";
        }
    }

    /** {@code created} holds everything that was wanted. */
    record Completed(Instant endedAt, Arn created, Progress progress, Issues issues)
            implements RestoreState {
        @Override
        public String name() {
            return "COMPLETED";
        }
    }

    /** Not everything is there again. */
    record Failed(Instant endedAt, Failure why, Progress progress) implements RestoreState {
        @Override
        public String name() {
            return "FAILED";
        }
    }
}
