package org.copyhold.connect;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * One item of a resource being read, such as a file. Good until the next one is asked for, or as
 * many more as {@link Reading#ahead} says.
 */
public interface Item {
    /** The item's path below the resource: bytes, parts parted by '/', empty for the root. */
    byte[] path();

    /**
     * Whether the item is certainly as it was when {@code metadata} was recorded, so that its
     * content need not be read.
     *
     * @param metadata what {@link #metadata} gave for this path in an earlier backup
     * @param began when that backup began, by the machine's own clock, as the times of files are
     */
    boolean unchangedSince(byte[] metadata, Instant began);

    /** Tells that it will be opened, once its turn comes: whatever takes long may begin. */
    default void expect() {}

    /**
     * Opens the content; {@link Content#NONE} for an item without any. Call it before {@link
     * #metadata} and {@link #size}, which then speak of what was opened. Null when the item is gone
     * or cannot be read; the report has been told.
     */
    @Nullable Content open();

    /**
     * All that is needed to make the item again but its content, in the connector's own versioned
     * form.
     */
    byte[] metadata();

    /** Bytes of content, holes included. */
    long size();
}
