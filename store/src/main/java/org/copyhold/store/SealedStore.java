package org.copyhold.store;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.copy.CopyProgress;
import org.copyhold.store.copy.CopyResult;
import org.copyhold.store.index.Index;
import org.copyhold.store.seal.KeyProvider;
import org.copyhold.store.seal.VaultKey;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One account's store in one Region: recovery points go in by {@link #commit} only, whole or not at
 * all. Thread-safe.
 *
 * <p>A job's order: {@link #begin}; write or {@link #copy}; then {@link #commit}, or {@link
 * #abandon} when it failed, or {@link #end} when it only read. A job that was cut short begins
 * again, with the same ids, and finds what it had made durable.
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class SealedStore {
    SealedStore() {}

    /** UUID of the store, from its {@code store.json}. */
    public String id() {
        throw new UnsupportedOperationException();
    }

    /** Where it lies, as the configuration says it: {@code file:<root>/<account>/main}. */
    public String location() {
        throw new UnsupportedOperationException();
    }

    /**
     * Makes the caller the only worker of the job; packs that an earlier one left half-written are
     * adopted or dropped.
     */
    public Work begin(String job) {
        throw new UnsupportedOperationException(job);
    }

    /** The newest committed point of the resource: the base of its next backup or copy. */
    public Optional<CommittedPoint> newest(String resource) {
        throw new UnsupportedOperationException(resource);
    }

    /** The committed point; {@code StoreException.Missing} when there is none. */
    public CommittedPoint point(String point) {
        throw new UnsupportedOperationException(point);
    }

    /** Keeps a committed point's packs from being deleted until the job ends. */
    public CommittedPoint pin(Work work, String point) {
        throw new UnsupportedOperationException(work + point);
    }

    /** Pins the point, checks its root against the database, and unwraps its root key. */
    public OpenedPoint unlock(Work work, String point, VaultKey key) {
        throw new UnsupportedOperationException(work + point + key);
    }

    /**
     * Brings every page and chunk of another store's point into this one, verified and without any
     * key, and holds them for the job. A commit with {@link Contents.Copied} follows.
     *
     * @param from may be this store: then nothing moves
     * @param progress told every few packs, from any thread, one call at a time
     */
    public CopyResult copy(
            Work work, SealedStore from, String point, Consumer<CopyProgress> progress) {
        throw new UnsupportedOperationException(work + from.toString() + point + progress);
    }

    /**
     * Makes the point durable and visible: keys, vault, root, wrap and state records are written
     * first, then one transaction checks the work's fence and held packs, inserts the point, stamps
     * its packs, ends the job's holds and pins, and runs the caller's statements. When anything
     * fails nothing of it is visible.
     */
    public void commit(Work work, NewPoint point, Statements then) {
        throw new UnsupportedOperationException(work + point.toString() + then);
    }

    /**
     * Ends a job that only read: its holds and pins go, in one transaction with the caller's
     * statements.
     */
    public void end(Work work, Statements then) {
        throw new UnsupportedOperationException(work + then.toString());
    }

    /**
     * Ends a job that failed: the root it wrote is deleted first, then its holds and pins go in one
     * transaction with the caller's statements, then packs that nobody holds and no point ever had.
     * A point that was committed after all stays.
     */
    public void abandon(Work work, Statements then) {
        throw new UnsupportedOperationException(work + then.toString());
    }

    /**
     * Deletes a committed point: its wraps and root go, then its row, in one transaction with the
     * caller's statements.
     */
    public void delete(String point, Statements then) {
        throw new UnsupportedOperationException(point + then);
    }

    /**
     * Writes a state record of a committed point; a rebuild takes the one with the highest {@code
     * n}.
     */
    public void writeState(String point, int n, Map<String, String> labels) {
        throw new UnsupportedOperationException(point + n + labels);
    }

    /** The store's objects, for the rooms that write and read packs. */
    public BlobStore blobs() {
        throw new UnsupportedOperationException();
    }

    /** The store's part of the database, for the rooms that write and read packs. */
    public Index index() {
        throw new UnsupportedOperationException();
    }

    /** The provider that wraps this store's root keys. */
    public KeyProvider keys() {
        throw new UnsupportedOperationException();
    }
}
