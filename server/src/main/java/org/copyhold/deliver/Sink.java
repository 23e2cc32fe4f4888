package org.copyhold.deliver;

import org.copyhold.control.event.Waiting;

import java.util.List;
import java.util.function.Consumer;

/** Where events go. Used by one thread. */
public interface Sink extends AutoCloseable {
    /**
     * What its waiting events are kept under, in the database and in metrics; holds no secret and
     * does not change between starts.
     */
    String name();

    /** How many events it takes at once. */
    int atOnce();

    /**
     * Hands events over, in order; returns when all are.
     *
     * @param delivered is told of each event that the receiver has, and will keep
     * @throws Undelivered when the rest has to be tried again later
     */
    void deliver(List<Waiting> events, Consumer<Waiting> delivered) throws Undelivered;

    @Override
    default void close() {}
}
