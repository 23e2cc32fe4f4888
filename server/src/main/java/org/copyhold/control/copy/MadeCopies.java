package org.copyhold.control.copy;

import static java.util.Objects.requireNonNull;

import org.copyhold.control.job.Columns;
import org.copyhold.control.job.Ticket;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Arn;
import org.copyhold.sql.Database;
import org.jdbi.v3.core.Handle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Keeps which copy was made of what, by which job: beside the copy, and as long as that is there.
 * Thread-safe.
 */
final class MadeCopies {
    private final Database database;

    MadeCopies(Database database) {
        this.database = database;
    }

    /** Remembers what a job's copy was made of; joins the transaction that adds the copy. */
    void add(CopyJob job) {
        database.write(
                handle ->
                        handle.createUpdate(
                                        """
                                        update recovery_point
                                        set copied_from = :source, copied_by = :job,
                                            copied_at = :asked
                                        where id = :copy
                                        """)
                                .bind("source", job.source().pointId())
                                .bind("job", job.id())
                                .bind("asked", job.createdAt().toEpochMilli())
                                .bind("copy", job.copyId())
                                .execute());
    }

    /**
     * The job that has made a copy of the same recovery point in the same vault which is there, or
     * else one that waits or runs to make one. Joins the caller's transaction; whoever asks for the
     * same recovery point waits until its end.
     */
    Optional<Ticket> standing(CopyJob job) {
        return database.write(
                handle -> {
                    lock(handle, job.source().pointId());
                    return find(handle, job.source().pointId(), job.destination());
                });
    }

    /** SQLite has one writer anyway; PostgreSQL lets the second wait for this row. */
    private static void lock(Handle handle, String point) {
        handle.createUpdate("update recovery_point set status = status where id = :id")
                .bind("id", point)
                .execute();
    }

    private static Optional<Ticket> find(Handle handle, String point, Arn vault) {
        return handle.createQuery(
                        """
                        select 0 as place, p.copied_by as job, p.copied_at as asked, j.id as listed,
                            p.composite as parent
                        from recovery_point p
                        join vault v on v.id = p.vault_id
                        left join copy_job j on j.id = p.copied_by
                        where p.copied_from = :point and p.status = 'COMPLETED'
                            and v.account = :account and v.region = :region and v.name = :name
                        union all
                        select 1, j.id, j.created_at, j.id,
                            case when j.children > 0 then 1 else 0 end
                        from copy_job j
                        where j.source_point_id = :point and j.destination_vault_arn = :vault
                            and j.state in ('CREATED', 'RUNNING')
                        order by place, asked, job limit 1
                        """)
                .bind("point", point)
                .bind("vault", vault.toString())
                .bind("account", vault.account())
                .bind("region", vault.region())
                .bind("name", Vaults.name(vault).orElseThrow())
                .map((row, _) -> ticket(row))
                .findOne();
    }

    private static Ticket ticket(ResultSet row) throws SQLException {
        return new Ticket(
                row.getString("job"),
                requireNonNull(Columns.instant(row, "asked")),
                row.getInt("parent") == 1,
                row.getString("listed") != null);
    }
}
