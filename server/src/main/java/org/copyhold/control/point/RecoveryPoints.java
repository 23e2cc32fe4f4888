package org.copyhold.control.point;

import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import org.copyhold.control.event.Events;
import org.copyhold.control.event.Journal;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.PointCount;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Page;
import org.copyhold.kit.Position;
import org.copyhold.kit.Slice;
import org.copyhold.sql.Conditions;
import org.copyhold.sql.Database;
import org.copyhold.sql.MapText;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Keeps the rows of recovery points. Thread-safe. */
public final class RecoveryPoints {
    private final Database database;
    private final Events events;
    private final Composites composites;

    public RecoveryPoints(Journal journal) {
        this.composites = new Composites(journal);
        this.database = journal.database();
        this.events = journal.events();
    }

    /** The composite ones, as their members have it. */
    public Composites composites() {
        return composites;
    }

    /**
     * Adds a recovery point; joins the caller's transaction, which is the store's commit. The state
     * that the commit writes to the store counts as written.
     */
    public void add(RecoveryPoint point) {
        database.write(
                handle -> {
                    PointRows.insert(handle, point);
                    count(handle, point.home(), 1);
                    events.recoveryPointAdded(point);
                    return point;
                });
    }

    /**
     * Adds a recovery point that is no news: a rebuild found it in its store. Joins the caller's
     * transaction.
     *
     * @param lineage null for what no copy job made
     */
    public void bringBack(RecoveryPoint point, @Nullable Lineage lineage) {
        database.write(
                handle -> {
                    PointRows.insert(handle, point);
                    count(handle, point.home(), 1);
                    if (lineage != null) {
                        PointRows.setLineage(handle, point.id(), lineage);
                    }
                    return point;
                });
    }

    /** The recovery point of that ARN in that vault, whatever its status. */
    public Optional<RecoveryPoint> find(String vaultId, Arn arn) {
        return one(
                Conditions.where("p.arn = :arn", "arn", arn.toString())
                        .and("p.vault_id = :vault", "vault", vaultId));
    }

    /** The recovery point of that ARN in any vault of an account and Region. */
    public Optional<RecoveryPoint> find(String account, String region, Arn arn) {
        return one(
                Conditions.where("p.arn = :arn", "arn", arn.toString())
                        .and("p.account = :account", "account", account)
                        .and("p.region = :region", "region", region));
    }

    /** The recovery point of that id. */
    public Optional<RecoveryPoint> findById(String id) {
        return one(Conditions.where("p.id = :id", "id", id));
    }

    /**
     * Keeps a recovery point as it is until the caller's transaction ends: whoever changes or
     * deletes it waits. That it is gone is no error.
     */
    public void hold(String id) {
        database.write(
                handle ->
                        handle.createUpdate(
                                        "update recovery_point set status = status where id = :id")
                                .bind("id", id)
                                .execute());
    }

    /** A vault's recovery points, newest first. */
    public Slice<RecoveryPoint> list(String vaultId, PointFilter filter, Page page) {
        var resource = filter.resource();
        var composite = filter.composite();
        return slice(
                Conditions.where("p.vault_id = :vault", "vault", vaultId)
                        .and(
                                "p.resource_arn = :resource",
                                "resource",
                                resource == null ? null : resource.toString())
                        .and("p.resource_type = :type", "type", filter.resourceType())
                        .and("p.created_at < :before", "before", filter.createdBefore())
                        .and("p.created_at > :after", "after", filter.createdAfter())
                        .and(
                                "p.composite_arn = :composite",
                                "composite",
                                composite == null ? null : composite.toString()),
                page);
    }

    /** A resource's recovery points in an account and Region, newest first. */
    public Slice<RecoveryPoint> listByResource(
            String account, String region, Arn resource, Page page) {
        return slice(
                Conditions.where("p.account = :account", "account", account)
                        .and("p.region = :region", "region", region)
                        .and("p.resource_arn = :resource", "resource", resource.toString()),
                page);
    }

    /**
     * Changes a recovery point's tags; the new state is owed to the store. Nothing happens when it
     * is gone.
     */
    public void retag(String id, UnaryOperator<Tags> change) {
        while (!tryRetag(id, change)) {
            Thread.onSpinWait();
        }
    }

    /** False when another changed the recovery point meanwhile. */
    private boolean tryRetag(String id, UnaryOperator<Tags> change) {
        return database.write(
                handle -> {
                    var point = findById(id).orElse(null);
                    if (point == null) {
                        return true;
                    }
                    return handle.createUpdate(
                                            """
                                            update recovery_point
                                            set tags = :tags, state_version = state_version + 1
                                            where id = :id and state_version = :version
                                            """)
                                    .bind("id", id)
                                    .bind("version", point.state().version())
                                    .bind("tags", MapText.of(change.apply(point.tags()).byKey()))
                                    .execute()
                            == 1;
                });
    }

    /**
     * Recovery points whose newest state the store has not got yet, in the order of their ids.
     *
     * @param after the last id already seen; empty for the first
     */
    public List<RecoveryPoint> unwritten(String after, int atMost) {
        return byId(
                "p.state_version > p.written_version and p.status <> 'DELETING'"
                        + " and p.composite = 0",
                after,
                atMost);
    }

    /** Tells that the store has got a state; one older than it has is no error. */
    public void written(String id, long version) {
        database.write(
                handle ->
                        handle.createUpdate(
                                        """
                                        update recovery_point set written_version = :version
                                        where id = :id and written_version < :version
                                        """)
                                .bind("id", id)
                                .bind("version", version)
                                .execute());
    }

    /**
     * Begins a deletion: from here on the recovery point is DELETING, is neither copied nor
     * restored, and will be gone. Again for the same one is no error.
     *
     * @return false when there is none of that id
     * @throws org.copyhold.kit.BackupException InvalidRequestException when its vault is locked, or
     *     it is a composite: that goes with its last member
     */
    public boolean startDeleting(String id) {
        return database.write(
                handle -> {
                    var changed =
                            handle.createUpdate(
                                            """
                                            update recovery_point set status = 'DELETING'
                                            where id = :id and status <> 'DELETING'
                                                and composite = 0 and not exists
                                                (select 1 from vault v
                                                    where v.id = recovery_point.vault_id
                                                        and v.lock_set_at is not null)
                                            """)
                                    .bind("id", id)
                                    .execute();
                    var point = findById(id);
                    if (changed == 1) {
                        point.ifPresent(events::recoveryPoint);
                    } else if (point.filter(it -> it.status().isWhole()).isPresent()) {
                        throw INVALID_REQUEST.with(whyNotDeleted(point.get()));
                    }
                    return point.isPresent();
                });
    }

    private static String whyNotDeleted(RecoveryPoint point) {
        return point.isComposite()
                ? "Recovery point %s is a composite recovery point and cannot be deleted while it has nested recovery points. Delete or disassociate these; it goes with the last."
                        .formatted(point.arn())
                : "Recovery point cannot be deleted (Backup vault configured with vault lock)";
    }

    /** Begins the deletion of all recovery points of all accounts. */
    public void startDeletingAll() {
        database.write(
                handle ->
                        handle.execute(
                                "update recovery_point set status = 'DELETING'"
                                        + " where composite = 0"));
    }

    /**
     * Recovery points whose deletion has begun and is not finished, in the order of their ids.
     *
     * @param after the last id already seen; empty for the first
     */
    public List<RecoveryPoint> deleting(String after, int atMost) {
        return byId("p.status = 'DELETING'", after, atMost);
    }

    /**
     * Recovery points of a vault that stores keep and whose deletion has not begun, in the order of
     * their ids.
     *
     * @param after the last id already seen; empty for the first
     */
    public List<RecoveryPoint> heldBy(String vaultId, String after, int atMost) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        PointRows.SELECT
                                                + """
                                                p.vault_id = :vault and p.status <> 'DELETING'
                                                    and p.composite = 0 and p.id > :after
                                                order by p.id limit :limit
                                                """)
                                .bind("vault", vaultId)
                                .bind("after", after)
                                .bind("limit", atMost)
                                .map(PointRows::point)
                                .list());
    }

    /**
     * Removes the row; joins the transaction in which the store removes its own. Again is no error.
     */
    public void remove(RecoveryPoint point) {
        database.write(
                handle -> {
                    var gone =
                            handle.createUpdate("delete from recovery_point where id = :id")
                                    .bind("id", point.id())
                                    .execute();
                    count(handle, point.home(), -gone);
                    if (gone == 1) {
                        events.recoveryPointDeleted(point);
                        composites.lost(point);
                    }
                    return gone;
                });
    }

    private static void count(Handle handle, RecoveryPoint.Home home, int more) {
        PointCount.add(handle, home.vaultId(), home.account(), home.region(), more);
    }

    private List<RecoveryPoint> byId(String condition, String after, int atMost) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        PointRows.SELECT
                                                + condition
                                                + " and p.id > :after order by p.id limit :limit")
                                .bind("after", after)
                                .bind("limit", atMost)
                                .map(PointRows::point)
                                .list());
    }

    private Optional<RecoveryPoint> one(Conditions conditions) {
        return database.read(
                handle ->
                        conditions
                                .bind(handle.createQuery(PointRows.SELECT + conditions.sql()))
                                .map(PointRows::point)
                                .findOne());
    }

    private Slice<RecoveryPoint> slice(Conditions conditions, Page page) {
        conditions.behind(page.after(), "p.created_at", "p.id");
        var found =
                database.read(
                        handle ->
                                conditions
                                        .bind(
                                                handle.createQuery(
                                                        PointRows.SELECT
                                                                + conditions.sql()
                                                                + " order by p.created_at desc,"
                                                                + " p.id desc limit :limit"))
                                        .bind("limit", page.size() + 1)
                                        .map(PointRows::point)
                                        .list());
        return Slice.of(
                found,
                page,
                point -> new Position(point.dates().created().toEpochMilli(), point.id()));
    }
}
