package org.copyhold.store.simulation;

import org.copyhold.store.StoreException;
import org.copyhold.store.blob.FaultyBlobs;

/**
 * What goes wrong, and when: the process dies before or behind a write of a blob or a commit of the
 * database, after which nothing works until the next process; or a disk is full for a while.
 * Thread-safe.
 */
final class Disaster implements FaultyBlobs.Faults {
    private enum Kind {
        NONE,
        CRASH,
        FULL
    }

    private Kind kind = Kind.NONE;
    private int events;
    private boolean struck;

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

    /** Dies when the time has come; to be called before and behind whatever a crash can part. */
    synchronized void event() {
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
    }

    @Override
    public void after(FaultyBlobs.Call call, String name) {
        event();
    }
}
