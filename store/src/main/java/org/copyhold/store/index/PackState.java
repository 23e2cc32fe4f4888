package org.copyhold.store.index;

/** What may be done with a pack. */
public enum PackState {
    /** One job is making it; its blob may or may not be there. */
    WRITING,
    /** Durable, and its frames may be relied upon by whoever holds it. */
    LIVE,
    /** On its way out; whoever wants its name finishes that first. */
    DELETING
}
