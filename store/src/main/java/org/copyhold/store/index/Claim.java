package org.copyhold.store.index;

/** What became of the wish to write a pack. */
public sealed interface Claim {
    /** The pack is the caller's to write, and held for its job. */
    record Granted(long pack) implements Claim {}

    /** The pack is there already, and now held for the job. */
    record Present(long pack) implements Claim {}

    /** Another job is writing it: to be asked again. */
    record Taken(String writer) implements Claim {}

    /** It is being deleted: that must be finished first. */
    record Condemned(PackRow pack) implements Claim {}
}
