package org.copyhold.control.copy;

import org.copyhold.control.job.Failure;
import org.copyhold.control.job.Issues;
import org.copyhold.control.job.Progress;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far a copy has come. */
public sealed interface CopyState {
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
    record Created(@Nullable Instant beganAt, Progress progress) implements CopyState {
        /** Accepted just now. */
        public Created() {
            this(null, Progress.NONE);
        }

        /** A worker has begun, or goes on. */
        public Running started(Instant at) {
            return new Running(beganAt == null ? at : beganAt, progress, 0);
        }

        /** It could not even begin. */
        public Failed failed(Instant at, Failure why) {
            return new Failed(at, why, progress);
        }

        /** A user stopped it before it began. */
        public Failed stopped(Instant at) {
            return failed(at, Failed.STOPPED);
        }

        @Override
        public String name() {
            return "CREATED";
        }
    }

    /**
     * A worker is at it, or will go on with it after a restart.
     *
     * @param bytesPerSecond how fast bytes moved of late; 0 while that is not known
     */
    record Running(Instant startedAt, Progress progress, long bytesPerSecond) implements CopyState {
        /** The same copy, further on. */
        public Running moved(Progress now) {
            return new Running(startedAt, now, bytesPerSecond);
        }

        /** The same copy, taken up again: how fast it will be is not known. */
        public Running resumed() {
            return new Running(startedAt, progress, 0);
        }

        /** It waits again: for its turn, or for trouble outside to pass. */
        public Created again() {
            return new Created(startedAt, progress);
        }

        /** How long it will take yet if it goes on as of late; empty while nobody can tell. */
        public Optional<Duration> left() {
            long bytes = progress.wantedBytes() - progress.doneBytes();
            return bytesPerSecond == 0 || bytes < 0
                    ? Optional.empty()
                    : Optional.of(Duration.ofMillis(Math.round(1e3 * bytes / bytesPerSecond)));
        }

        /** The copy is there, whole. */
        public Completed completed(Instant at, Copied copy, Progress all) {
            return new Completed(startedAt, at, copy, all);
        }

        /** The copy will never be there. */
        public Failed failed(Instant at, Failure why) {
            return new Failed(at, why, progress);
        }

        /** A user stopped it; its worker takes back what it brought. */
        public Failed stopped(Instant at) {
            return failed(at, Failed.STOPPED);
        }

        @Override
        public String name() {
            return "RUNNING";
        }
    }

    /** The copy is a recovery point of the destination. */
    record Completed(Instant startedAt, Instant endedAt, Copied copy, Progress progress)
            implements CopyState {
        @Override
        public String name() {
            return "COMPLETED";
        }
    }

    /** A composite recovery point is there, and some of what it should hold is not. */
    record Partial(
            Instant startedAt, Instant endedAt, Copied copy, Progress progress, Issues issues)
            implements CopyState {
        @Override
        public String name() {
            return "PARTIAL";
        }
    }

    /** There is no copy. */
    record Failed(Instant endedAt, Failure why, Progress progress) implements CopyState {
        /** What clients are told of a job that a user stopped. */
        public static final Failure STOPPED = Failure.of("Copy job was stopped by user.");

        @Override
        public String name() {
            return "FAILED";
        }
    }
}
