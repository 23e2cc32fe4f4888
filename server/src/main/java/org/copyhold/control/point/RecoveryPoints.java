package org.copyhold.control.point;

import org.copyhold.kit.Arn;
import org.copyhold.kit.Page;
import org.copyhold.kit.Slice;
import org.copyhold.sql.Database;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the rows of recovery points. Thread-safe. */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString", "UnusedVariable"})
public final class RecoveryPoints {
    private final Database database;

    public RecoveryPoints(Database database) {
        this.database = database;
    }

    /**
     * Adds a recovery point; joins the caller's transaction, which is the store's commit. The state
     * that the commit writes to the store counts as written.
     */
    public void add(RecoveryPoint point) {
        throw new UnsupportedOperationException(database + "" + point);
    }

    /** The recovery point of that ARN in that vault, whatever its status. */
    public Optional<RecoveryPoint> find(String vaultId, Arn arn) {
        throw new UnsupportedOperationException();
    }

    /** The recovery point of that ARN in any vault of an account and Region. */
    public Optional<RecoveryPoint> find(String account, String region, Arn arn) {
        throw new UnsupportedOperationException();
    }

    /** The recovery point of that id. */
    public Optional<RecoveryPoint> findById(String id) {
        throw new UnsupportedOperationException();
    }

    /** A vault's recovery points, newest first. */
    public Slice<RecoveryPoint> list(String vaultId, PointFilter filter, Page page) {
        throw new UnsupportedOperationException();
    }

    /** A resource's recovery points in an account and Region, newest first. */
    public Slice<RecoveryPoint> listByResource(
            String account, String region, Arn resource, Page page) {
        throw new UnsupportedOperationException();
    }

    /** Adds tags, or changes them; the new state is owed to the store. */
    public void tag(String id, Map<String, String> more) {
        throw new UnsupportedOperationException();
    }

    /** Takes tags off; the new state is owed to the store. */
    public void untag(String id, Collection<String> keys) {
        throw new UnsupportedOperationException();
    }

    /** Recovery points whose newest state the store has not got yet. */
    public List<RecoveryPoint> unwritten(int atMost) {
        throw new UnsupportedOperationException();
    }

    /** Tells that the store has got a state; an older one than it has is no error. */
    public void written(String id, long version) {
        throw new UnsupportedOperationException();
    }

    /**
     * Begins a deletion: from here on the recovery point is DELETING, is neither copied nor
     * restored, and will be gone.
     *
     * @return false when there is none of that id
     */
    public boolean startDeleting(String id) {
        throw new UnsupportedOperationException();
    }

    /** Recovery points whose deletion has begun and is not finished. */
    public List<RecoveryPoint> deleting(int atMost) {
        throw new UnsupportedOperationException();
    }

    /** Removes the row; joins the transaction in which the store removes its own. */
    public void remove(String id) {
        throw new UnsupportedOperationException();
    }
}
