package org.copyhold.connect;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * A resource being made from a recovery point. Items come in path order; those of a partial restore
 * are chosen with {@link #wants}. Not thread-safe.
 */
public interface Restoring extends AutoCloseable {
    /**
     * What is made: the resource that CreatedResourceArn names. A new one is to be registered once
     * {@link #finish} has returned.
     */
    Resource created();

    /** Whether {@link #created} did not exist before. */
    boolean isNew();

    /** Whether the item at this path is to be made. */
    boolean wants(byte[] path);

    /**
     * Makes one item.
     *
     * @throws ConnectorException when the place cannot take it
     */
    void make(byte[] path, byte[] metadata, long size, Pieces content);

    /**
     * Whether some item is still to come, because others that were made turned out to need it: the
     * wanted name of a file whose content another name holds. If so, {@link #wants} from now on
     * chooses just these, and the recovery point is gone through again from its beginning.
     */
    default boolean again() {
        return false;
    }

    /** Ends the restore: folders get their times and modes, everything is durable. */
    void finish();

    /**
     * What is left, when the restore ends half-way, of a resource that was there before; empty
     * where that is as it was, or comes back with {@link #abandon}.
     */
    default Optional<String> leavesBehind() {
        return Optional.empty();
    }

    /** Removes what was made so far. */
    void abandon();

    @Override
    void close();

    /** The content of an item, in ascending pieces; what lies between them is a hole. */
    interface Pieces {
        /** The next piece, or null behind the last. */
        @Nullable Piece next();
    }

    /**
     * Some bytes of an item's content.
     *
     * @param at where they belong
     */
    record Piece(long at, byte[] bytes) {}
}
