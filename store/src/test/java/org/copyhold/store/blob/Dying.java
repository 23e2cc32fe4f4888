package org.copyhold.store.blob;

/** A process that dies before or behind its write of some number, and stays dead. Thread-safe. */
public final class Dying implements FaultyBlobs.Faults {
    private int left = Integer.MAX_VALUE;

    /** The process has died. */
    public static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Lets it die at the event of this number, 1 being the next; a write is two. */
    public synchronized void at(int event) {
        left = event;
    }

    /** Lets it live. */
    public synchronized void never() {
        left = Integer.MAX_VALUE;
    }

    /** Whether the work ended by dying. */
    public static boolean in(Runnable work) {
        try {
            work.run();
            return false;
        } catch (Death e) {
            return true;
        }
    }

    @Override
    public synchronized void before(FaultyBlobs.Call call, String name) {
        if (left < 1 || (call != FaultyBlobs.Call.GET && call != FaultyBlobs.Call.READ)) {
            count();
        }
    }

    @Override
    public synchronized void after(FaultyBlobs.Call call, String name) {
        count();
    }

    private void count() {
        if (left < 1 || --left < 1) {
            throw new Death();
        }
    }
}
