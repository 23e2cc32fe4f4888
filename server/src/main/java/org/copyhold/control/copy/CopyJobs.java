package org.copyhold.control.copy;

import org.copyhold.control.job.Acceptance;
import org.copyhold.control.job.JobKind;
import org.copyhold.control.job.Progress;
import org.copyhold.control.job.StateRow;
import org.copyhold.kit.Page;
import org.copyhold.kit.Position;
import org.copyhold.kit.Slice;
import org.copyhold.sql.Database;

import java.util.Optional;

/** Keeps the copy jobs. Thread-safe. */
public final class CopyJobs {
    private final Database database;
    private final Acceptance acceptance;
    private final CopySources sources;

    public CopyJobs(Database database, Acceptance acceptance, CopySources sources) {
        this.database = database;
        this.acceptance = acceptance;
        this.sources = sources;
    }

    /**
     * Accepts a copy, which a worker runs later, or gives the job that the same call made before.
     * The source is looked at now; the destination when the job runs.
     *
     * @throws org.copyhold.kit.BackupException when the source is not there or cannot be copied
     */
    public CopyJob accept(CopyOrder order) {
        return acceptance.accept(JobKind.COPY, order.call(), new Intake(order));
    }

    /** The job of that id, if an account has it in a Region. */
    public Optional<CopyJob> find(String account, String region, String id) {
        return find(id).filter(job -> job.account().equals(account) && job.region().equals(region));
    }

    /** The job of that id. */
    public Optional<CopyJob> find(String id) {
        return database.read(
                handle ->
                        handle.createQuery("select * from copy_job where id = :id")
                                .bind("id", id)
                                .map((row, _) -> CopyRows.read(row))
                                .findOne());
    }

    /** An account's jobs in a Region, newest first. */
    public Slice<CopyJob> list(String account, String region, CopyFilter filter, Page page) {
        var conditions =
                filter.conditions(account, region).behind(page.after(), "created_at", "id");
        var sql =
                "select * from copy_job where "
                        + conditions.sql()
                        + " order by created_at desc, id desc limit :atMost";
        var rows =
                database.read(
                        handle ->
                                conditions
                                        .bind(handle.createQuery(sql))
                                        .bind("atMost", page.size() + 1)
                                        .map((row, _) -> CopyRows.read(row))
                                        .list());
        return Slice.of(rows, page, job -> new Position(job.createdAt().toEpochMilli(), job.id()));
    }

    /**
     * Stores a job's state; joins the caller's transaction.
     *
     * @return false when the row was changed since {@code job} was read
     */
    public boolean store(CopyJob job) {
        var sql =
                "update copy_job set "
                        + StateRow.ASSIGNMENTS
                        + """
                        , copy_key_arn = :copyKey, copy_cold_after_days = :copyCold,
                        copy_delete_after_days = :copyDelete, copy_tier = :copyTier,
                        version = version + 1
                        where id = :id and version = :version
                        """;
        return database.write(
                handle -> CopyRows.bindState(handle.createUpdate(sql), job).execute() == 1);
    }

    /**
     * Stores how far a running job has come; its state and version stay.
     *
     * @return false when it is not running any more
     */
    public boolean moved(String id, Progress progress) {
        return database.write(
                handle ->
                        progress.bind(
                                                handle.createUpdate(
                                                        """
                                                        update copy_job
                                                        set wanted_bytes = :wantedBytes,
                                                            moved_bytes = :movedBytes,
                                                            skipped_bytes = :skippedBytes,
                                                            stored_bytes = :storedBytes
                                                        where id = :id and state = 'RUNNING'
                                                        """))
                                        .bind("id", id)
                                        .execute()
                                == 1);
    }

    /** Forgets all jobs. */
    public void clear() {
        database.write(handle -> handle.execute("delete from copy_job"));
    }

    private void insert(CopyJob job) {
        var sql =
                """
                insert into copy_job (id, account, region, created_at, source_vault_arn,
                    source_point_arn, source_point_id, destination_vault_arn, point_id,
                    resource_arn, resource_type, resource_name, role_arn, cold_after_days,
                    delete_after_days, size_bytes, version,\
                """
                        + StateRow.COLUMNS
                        + """
                        ) values (:id, :account, :region, :createdAt, :sourceVault,
                            :sourcePoint, :sourcePointId, :destination, :pointId,
                            :resource, :resourceType, :resourceName, :role, :cold,
                            :delete, :size, :version,\
                        """
                        + StateRow.VALUES
                        + ")";
        database.write(handle -> CopyRows.bind(handle.createUpdate(sql), job).execute());
    }

    private final class Intake implements Acceptance.Intake<CopyJob> {
        private final CopyOrder order;

        Intake(CopyOrder order) {
            this.order = order;
        }

        @Override
        public CopyJob create() {
            return sources.job(order);
        }

        @Override
        public void insert(CopyJob job) {
            CopyJobs.this.insert(job);
        }

        @Override
        public CopyJob find(String id) {
            return CopyJobs.this.find(id).orElseThrow();
        }
    }
}
