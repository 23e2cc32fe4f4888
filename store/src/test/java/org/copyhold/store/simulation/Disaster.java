package org.copyhold.store.simulation;

import org.copyhold.store.StoreException;
import org.copyhold.store.blob.FaultyBlobs;
import org.copyhold.store.blob.s3.MadeUpS3;
import org.copyhold.store.blob.s3.MadeUpS3.Fault;

import java.util.List;
import java.util.Random;

/**
 * What goes wrong, and when: the process dies before or behind a write of a blob or a commit of the
 * database, after which nothing works until the next process; a disk is full for a while; or
 * storage and database fail a few times, and do not always say what they did. Thread-safe.
 */
final class Disaster implements FaultyBlobs.Faults, MadeUpS3.Faults {
    private static final int MOST_FAILURES = 5;
    private static final List<Fault> FAULTS = List.of(Fault.BUSY, Fault.NO_ANSWER, Fault.UNTRUE);

    private enum Kind {
        NONE,
        CRASH,
        FULL,
        FAILURES
    }

    private Kind kind = Kind.NONE;
    private int events;
    private boolean struck;
    private int failures;
    private Random random = new Random(0);

    /** The process has died. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;

        Crash() {
            super("The process has died");
        }
    }

    /** Lets the process die at the event of this number, 1 being the next. */
    synchronized void crashAt(int event) {
        arm(Kind.CRASH, event);
    }

    /** Lets every disk be full from the event of this number on. */
    synchronized void fullFrom(int event) {
        arm(Kind.FULL, event);
    }

    /** Lets some of what is done from the event of this number on fail, each in its own way. */
    synchronized void failuresFrom(int event, Random numbers) {
        arm(Kind.FAILURES, event);
        random = numbers;
        failures = MOST_FAILURES;
    }

    /** Ends the disaster: a new process has begun, or a disk has been emptied. */
    synchronized void end() {
        arm(Kind.NONE, 0);
    }

    private void arm(Kind what, int event) {
        kind = what;
        events = event;
        struck = false;
    }

    synchronized boolean isFull() {
        return kind == Kind.FULL && struck;
    }

    /** Whether the process has died. */
    synchronized boolean isDead() {
        return kind == Kind.CRASH && struck;
    }

    /** Whether anything went wrong since the disaster was armed. */
    synchronized boolean hasStruck() {
        return struck;
    }

    /** Whether jobs may run at once: those that a full disk stops keep others waiting. */
    synchronized boolean canBeMetByMany() {
        return kind != Kind.FULL;
    }

    /** Dies when the time has come; to be called before and behind whatever a crash can part. */
    @SuppressWarnings("ThreadPriorityCheck") // others may come in between; nothing relies on it
    void event() {
        Thread.yield();
        happen();
    }

    private synchronized void happen() {
        if (kind != Kind.NONE && !struck && --events <= 0) {
            struck = true;
        }
        alive();
    }

    /** Refuses everything once the process has died. */
    synchronized void alive() {
        if (isDead()) {
            throw new Crash();
        }
    }

    /** Whether this is one of the failures. */
    synchronized boolean fails() {
        boolean fails = kind == Kind.FAILURES && struck && failures > 0 && random.nextInt(4) == 0;
        failures -= fails ? 1 : 0;
        return fails;
    }

    @Override
    public void before(FaultyBlobs.Call call, String name) {
        switch (call) {
            case GET, READ -> alive();
            case PUT, REPLACE, DELETE, APPEND, PUBLISH -> {
                event();
                if (isFull()) {
                    throw new StoreException.Unavailable(
                            "The disk is full.", "Make room.", false, null);
                }
            }
        }
        if (fails()) {
            throw new StoreException.Unavailable(
                    "The disk did not answer.", "Look at it.", true, null);
        }
    }

    @Override
    public void after(FaultyBlobs.Call call, String name) {
        event();
        if (fails()) {
            throw new StoreException.OutcomeUnknown(
                    "The disk did not say whether it was done.", "Look at it.", null);
        }
    }

    @Override
    public Fault next(boolean writes) {
        if (writes) {
            event();
        } else {
            alive();
        }
        return fails() ? fault() : Fault.NONE;
    }

    private synchronized Fault fault() {
        return FAULTS.get(random.nextInt(FAULTS.size()));
    }

    @Override
    public void done() {
        event();
    }
}
