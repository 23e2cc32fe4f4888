package org.copyhold.connect;

import org.jspecify.annotations.Nullable;

/**
 * A resource being read: its items, once each, in path order (bytes, '/' before all others). Not
 * thread-safe.
 */
public interface Reading extends AutoCloseable {
    /**
     * The next item, or null behind the last.
     *
     * @throws ConnectorException when the resource as a whole cannot be read any more
     */
    @Nullable Item next();

    /**
     * How many items may be at hand at once: that many are asked for before the first of them is
     * opened, and all are good until then.
     */
    default int ahead() {
        return 1;
    }

    @Override
    void close();
}
