package org.copyhold.store.blob;

import java.util.List;
import java.util.Optional;

/**
 * A place for named blobs. Thread-safe.
 *
 * <p>Names are parts of lower-case letters, digits, '.', '_' and '-', parted by '/'; no part begins
 * with a dot. A blob is seen by its name whole and durable, or not at all. All methods throw {@link
 * org.copyhold.store.StoreException}.
 */
public interface BlobStore {
    /** {@link #get} refuses longer blobs: records are short, packs are read by ranges. */
    int MAX_RECORD_BYTES = 16 << 20;

    /**
     * Writes a blob unless the name is taken; durable on return.
     *
     * @return whether this call wrote it; if not, what was there has stayed
     */
    boolean put(String name, byte[] content);

    /** Writes a blob in the place of what had the name, if anything; durable on return. */
    void replace(String name, byte[] content);

    /**
     * A whole blob.
     *
     * @throws org.copyhold.store.StoreException.Missing when there is none
     * @throws org.copyhold.store.StoreException.Corrupt when it is longer than {@link
     *     #MAX_RECORD_BYTES}
     */
    byte[] get(String name);

    /**
     * Reads a range.
     *
     * @return how many bytes were read: {@code length}, or fewer when the blob ends before
     * @throws org.copyhold.store.StoreException.Missing when there is no such blob
     */
    int read(String name, long at, byte[] into, int offset, int length);

    /**
     * Bytes of a blob.
     *
     * @throws org.copyhold.store.StoreException.Missing when there is none
     */
    long size(String name);

    /** Whether there is a blob of this name. */
    boolean exists(String name);

    /**
     * Removes a blob durably; false when there was none.
     *
     * @throws org.copyhold.store.StoreException.Kept when it has to stay: {@link #retain}
     */
    boolean delete(String name);

    /**
     * Whether the storage keeps blobs from being deleted, also by whoever has this store's keys.
     */
    default boolean retains() {
        return false;
    }

    /**
     * Has the storage keep a blob, longer or more firmly than it may do already.
     *
     * @return how it is kept from now on: not more firmly than before where the storage does not
     *     let that be changed
     * @throws org.copyhold.store.StoreException.Missing when there is no such blob
     * @throws UnsupportedOperationException where nothing is kept: {@link #retains}
     */
    default Retention retain(String name, Retention wanted) {
        throw new UnsupportedOperationException("Nothing is kept in " + describe());
    }

    /** Names below a prefix under which nothing is seen any more though a blob is kept there. */
    default List<String> hidden(String prefix) {
        return List.of();
    }

    /**
     * Brings back to sight what was hidden under a name or has had something else written over it.
     *
     * @return whether something came back
     */
    default boolean uncover(String name) {
        return false;
    }

    /**
     * The names of all blobs below a prefix that ends with '/' (or is empty: of all), in byte
     * order.
     */
    List<String> list(String prefix);

    /** Begins a blob whose name is not known yet. */
    Draft draft();

    /**
     * Has the next {@link #read} of a blob come from where it is kept, not from this machine's
     * memory, where that can be told apart.
     */
    default void uncache(String name) {}

    /** How the store likes to be used. */
    default Reach reach() {
        return Reach.NEAR;
    }

    /** The service that keeps both this store and another, where it can copy between them. */
    default Optional<ServerSide> serverSide(BlobStore from) {
        return Optional.empty();
    }

    /** The store's place, for messages. */
    String describe();
}
