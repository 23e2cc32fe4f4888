package org.copyhold.control.point;

import org.copyhold.control.event.Journal;
import org.copyhold.kit.Position;
import org.copyhold.sql.Database;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds recovery points whose lifecycle has come to something, by index and in batches, and takes
 * the step if it still is to be taken: whatever changed meanwhile, the statement that changes a row
 * looks at it once more. Thread-safe.
 */
public final class DuePoints {
    /** Before the first in the order that points are found in. */
    public static final Position START = new Position(Long.MIN_VALUE, "");

    static final String FOR_DELETION =
            """
            select delete_at, id from recovery_point
            where delete_at is not null and status <> 'DELETING'
                and delete_at <= :now and (delete_at, id) > (:rank, :id)
            order by delete_at, id limit :atMost
            """;

    static final String FOR_COLD =
            """
            select cold_at, id from recovery_point
            where cold_at is not null and storage_class = 'WARM' and status = 'COMPLETED'
                and cold_at <= :now and (cold_at, id) > (:rank, :id)
            order by cold_at, id limit :atMost
            """;

    private static final String NOT_COPIED =
            """
             and not exists (select 1 from copy_job j
                where j.source_point_id = recovery_point.id
                    and j.state in ('CREATED', 'RUNNING'))
            """;

    static final String NOT_READ =
            NOT_COPIED
                    + """
                     and not exists (select 1 from restore_job j
                        where j.point_id = recovery_point.id
                            and j.state in ('PENDING', 'RUNNING'))
                    """;

    private static final String DUE_FOR_COLD =
            """
            id = :id and storage_class = 'WARM' and status = 'COMPLETED' and cold_at <= :now
            """
                    + NOT_COPIED;

    private final Database database;
    private final Journal journal;
    private final RecoveryPoints points;

    public DuePoints(Journal journal, RecoveryPoints points) {
        this.database = journal.database();
        this.journal = journal;
        this.points = points;
    }

    /** A recovery point that was found, if it is still there. */
    public Optional<RecoveryPoint> find(String id) {
        return points.findById(id);
    }

    /**
     * Recovery points that are due for deletion, the longest due first.
     *
     * @param after the last one already seen
     */
    public List<Position> forDeletion(Instant now, Position after, int atMost) {
        return find(FOR_DELETION, now, after, atMost);
    }

    /** Recovery points that are due for cold storage, likewise. */
    public List<Position> forCold(Instant now, Position after, int atMost) {
        return find(FOR_COLD, now, after, atMost);
    }

    /**
     * Begins the deletion of a recovery point, from which there is no way back. A lock of its vault
     * does not matter: this is the time that the lock waited for.
     *
     * @return false when it is not due any more, or a job reads it or is to read it
     */
    public boolean startDeleting(String id, Instant now) {
        return step(
                """
                update recovery_point set status = 'DELETING'
                where id = :id and status <> 'DELETING' and delete_at <= :now
                """
                        + NOT_READ,
                id,
                now);
    }

    /**
     * Tells that a recovery point is due and cannot be deleted.
     *
     * @return false when it is not due any more, this was told already, or a job reads it or is to
     *     read it
     */
    public boolean expire(String id, Instant now) {
        return step(
                """
                update recovery_point set status = 'EXPIRED'
                where id = :id and status = 'COMPLETED' and delete_at <= :now
                """
                        + NOT_READ,
                id,
                now);
    }

    /** Whether {@link #moveToCold} would move the recovery point now. */
    public boolean mayMoveToCold(String id, Instant now) {
        return database.read(
                handle ->
                        handle.createQuery(
                                                "select count(*) from recovery_point where "
                                                        + DUE_FOR_COLD)
                                        .bind("id", id)
                                        .bind("now", now.toEpochMilli())
                                        .mapTo(Long.class)
                                        .one()
                                == 1);
    }

    /**
     * Moves a recovery point to cold storage.
     *
     * @return false when it is not due any more, or a job copies it or is to copy it
     */
    public boolean moveToCold(String id, Instant now) {
        return step(
                "update recovery_point set storage_class = 'COLD' where " + DUE_FOR_COLD, id, now);
    }

    private boolean step(String sql, String id, Instant now) {
        return database.write(
                handle -> {
                    var changed =
                            handle.createUpdate(sql)
                                    .bind("id", id)
                                    .bind("now", now.toEpochMilli())
                                    .execute();
                    if (changed == 1) {
                        points.findById(id).ifPresent(journal.events()::recoveryPoint);
                    }
                    return changed == 1;
                });
    }

    private List<Position> find(String sql, Instant now, Position after, int atMost) {
        return database.read(
                handle ->
                        handle.createQuery(sql)
                                .bind("now", now.toEpochMilli())
                                .bind("rank", after.rank())
                                .bind("id", after.id())
                                .bind("atMost", atMost)
                                .map((row, _) -> new Position(row.getLong(1), row.getString(2)))
                                .list());
    }
}
