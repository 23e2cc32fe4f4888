package org.copyhold.connect.blocks;

import org.copyhold.connect.linux.LinuxException;

/** What a volume is restored into, open for writing. Not thread-safe. */
interface Target extends AutoCloseable {
    /** What is being made or written into, to begin a message with. */
    String shown();

    /**
     * Makes room for so many bytes; what was there is gone from then on.
     *
     * @throws IllegalArgumentException when they do not fit, and nothing was done
     */
    void begin(long bytes) throws LinuxException;

    /** Writes bytes; calls come in ascending order. */
    void write(long at, byte[] bytes) throws LinuxException;

    /** Returns when everything is durable, and zero where nothing was written. */
    void finish() throws LinuxException;

    /** Removes what was made, where that can be done. */
    void abandon() throws LinuxException;

    /** What is to be told of a restore that ended half-way. */
    String left();

    /** Whether something was overwritten that was there before. */
    default boolean isTouched() {
        return false;
    }

    @Override
    void close();
}
