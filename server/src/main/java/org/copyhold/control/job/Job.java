package org.copyhold.control.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A job of any kind. */
public interface Job {
    /** An upper-case UUID. */
    String id();

    /** The account that asked for it. */
    String account();

    /** The Region that it was asked for in. */
    String region();

    Instant createdAt();

    /** From 1, one more with each change of state; guards against lost updates. */
    long version();

    /** How it belongs with others. */
    default Kinship kinship() {
        return new Kinship.Alone();
    }

    /** The limits it keeps to while it runs. */
    default List<Lane> lanes() {
        return List.of();
    }

    /** When it is given up, should it not have begun by then. */
    default Optional<Instant> beginsBy() {
        return Optional.empty();
    }
}
