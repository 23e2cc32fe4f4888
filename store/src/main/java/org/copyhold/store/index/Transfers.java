package org.copyhold.store.index;

import org.copyhold.store.Interrupted;

import java.util.concurrent.Semaphore;

/**
 * How many packs of one job are on their way at once, filled here or streamed whole: with the two
 * that are being filled they are what a killed job has to move again. Thread-safe.
 *
 * <p>Whoever has begun waits for nobody else who has: a stream waits for storage alone.
 */
public final class Transfers {
    /** With two packs of 32 MiB being filled, 256 MiB. */
    static final int MOST = 6;

    private final Semaphore room = new Semaphore(MOST);

    /** Waits for room for one pack; {@link #end} gives it back. */
    public void begin() {
        try {
            room.acquire();
        } catch (InterruptedException e) {
            throw new Interrupted();
        }
    }

    /** The pack has arrived, or will not. */
    public void end() {
        room.release();
    }
}
