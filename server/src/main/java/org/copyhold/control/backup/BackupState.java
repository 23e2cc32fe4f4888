package org.copyhold.control.backup;

import org.copyhold.control.job.Failure;
import org.copyhold.control.job.Issues;
import org.copyhold.control.job.MessageCategory;
import org.copyhold.control.job.Progress;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** How far a backup has come. */
public sealed interface BackupState {
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
    record Created(@Nullable Instant beganAt, Progress progress) implements BackupState {
        /** Accepted just now. */
        public Created() {
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

        /** A user stopped it before it began. */
        public Aborted aborted(Instant at) {
            return new Aborted(at, progress);
        }

        /** Its window closed before it began. */
        public Expired expired(Instant at) {
            return new Expired(at, progress);
        }

        @Override
        public String name() {
            return "CREATED";
        }
    }

    /** A worker is at it, or will go on with it after a restart. */
    record Running(Instant startedAt, Progress progress) implements BackupState {
        /** It waits again: for its turn, or for trouble outside to pass. */
        public Created again() {
            return new Created(startedAt, progress);
        }

        /** The same backup, further on. */
        public Running moved(Progress now) {
            return new Running(startedAt, now);
        }

        /** A user wants it to end; its worker will see to that. */
        public Aborting aborting() {
            return new Aborting(startedAt, progress);
        }

        /**
         * The recovery point is there; {@code issues} tell of items that are not, or not as they
         * were.
         */
        public Completed completed(Instant at, Progress all, Issues issues) {
            return new Completed(startedAt, at, all, issues);
        }

        /** There will be no recovery point. */
        public Failed failed(Instant at, Failure why) {
            return new Failed(at, why, progress);
        }

        /** Its completion window closed before it was done. */
        public Expired expired(Instant at) {
            return new Expired(at, progress);
        }

        @Override
        public String name() {
            return "RUNNING";
        }
    }

    /** To be ended by its worker. */
    record Aborting(Instant startedAt, Progress progress) implements BackupState {
        /** Its worker has ended it and left nothing. */
        public Aborted aborted(Instant at) {
            return new Aborted(at, progress);
        }

        @Override
        public String name() {
            return "ABORTING";
        }
    }

    /** Stopped by a user; there is no recovery point. */
    record Aborted(Instant endedAt, Progress progress) implements BackupState {
        /** What clients are told. */
        public static final Issues HOW =
                new Issues(MessageCategory.MISCELLANEOUS, "Backup job was stopped by user.");

        @Override
        public String name() {
            return "ABORTED";
        }
    }

    /** The recovery point is there. */
    record Completed(Instant startedAt, Instant endedAt, Progress progress, Issues issues)
            implements BackupState {
        @Override
        public String name() {
            return "COMPLETED";
        }
    }

    /** A composite recovery point is there, and some of what it should hold is not. */
    record Partial(Instant startedAt, Instant endedAt, Progress progress, Issues issues)
            implements BackupState {
        @Override
        public String name() {
            return "PARTIAL";
        }
    }

    /** There is no recovery point. */
    record Failed(Instant endedAt, Failure why, Progress progress) implements BackupState {
        @Override
        public String name() {
            return "FAILED";
        }
    }

    /** A window closed first; there is no recovery point. */
    record Expired(Instant endedAt, Progress progress) implements BackupState {
        /** What clients are told. */
        public static final Issues HOW =
                new Issues(MessageCategory.MISCELLANEOUS, "Backup job expired before completion.");

        @Override
        public String name() {
            return "EXPIRED";
        }
    }
}
