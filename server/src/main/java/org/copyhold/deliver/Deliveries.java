package org.copyhold.deliver;

import org.copyhold.control.event.WaitingEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/** All sinks, each delivered to on its own thread. Thread-safe. */
public final class Deliveries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final WaitingEvents waiting;
    private final List<Sink> sinks;
    private final List<Delivery> deliveries;

    public Deliveries(WaitingEvents waiting, List<Sink> sinks, Backoff backoff) {
        this.waiting = waiting;
        this.sinks = List.copyOf(sinks);
        this.deliveries = sinks.stream().map(sink -> new Delivery(waiting, sink, backoff)).toList();
    }

    /** Forgets what waits for sinks that are gone, and delivers to the others. Once only. */
    public void start() {
        var forgotten = waiting.retain(names());
        if (forgotten > 0) {
            LOG.warn(
                    "{} events waited for sinks that are not configured any more; they are"
                            + " forgotten",
                    forgotten);
        }
        deliveries.forEach(Delivery::start);
        waiting.onAdded(() -> deliveries.forEach(Delivery::wake));
    }

    /** What the sinks' waiting events are kept under. */
    public List<String> names() {
        return sinks.stream().map(Sink::name).toList();
    }

    @Override
    public void close() {
        deliveries.forEach(Delivery::stop);
        deliveries.forEach(Delivery::close);
    }
}
