package org.copyhold.connect;

/** Hears of single items that a backup or restore could not carry over as they are. */
@FunctionalInterface
public interface Report {
    /**
     * Tells of one item.
     *
     * @param path the item's path below the resource, printable
     * @param what what happened to it, such as "changed while it was read"
     */
    void problem(String path, String what);

    /** Tells of the whole what is worth knowing and no problem with an item. */
    default void tell(String line) {}
}
