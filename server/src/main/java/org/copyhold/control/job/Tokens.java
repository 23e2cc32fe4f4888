package org.copyhold.control.job;

import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import org.copyhold.sql.Database;
import org.jdbi.v3.core.Handle;

import java.util.Optional;

/**
 * Keeps which job a call with an idempotency token made, so that the same call again makes none.
 * Tokens live as long as their jobs. Thread-safe.
 */
public final class Tokens {
    private final Database database;

    public Tokens(Database database) {
        this.database = database;
    }

    /**
     * The job that the same call made before.
     *
     * @throws org.copyhold.kit.BackupException InvalidRequestException when a call with other
     *     parameters had this token
     */
    public Optional<String> recall(Call call) {
        return database.read(handle -> find(handle, call));
    }

    /**
     * Remembers which job a call makes; joins the transaction that makes the job's row. Of calls
     * that race, one is first, and the others learn of its job.
     *
     * @return the job of the same call that was first, or empty when this is the first
     * @throws org.copyhold.kit.BackupException InvalidRequestException when a call with other
     *     parameters had this token
     */
    public Optional<String> claim(Call call, String job) {
        return database.write(
                handle -> insert(handle, call, job) ? Optional.empty() : find(handle, call));
    }

    /** Forgets all. */
    public void clear() {
        database.write(handle -> handle.execute("delete from idempotency_token"));
    }

    private static boolean insert(Handle handle, Call call, String job) {
        return handle.createUpdate(
                                """
                                insert into idempotency_token
                                    (account, region, operation, token, digest, job)
                                values (:account, :region, :operation, :token, :digest, :job)
                                on conflict do nothing
                                """)
                        .bindMethods(call)
                        .bind("job", job)
                        .execute()
                == 1;
    }

    private static Optional<String> find(Handle handle, Call call) {
        return handle.createQuery(
                        """
                        select digest, job from idempotency_token
                        where account = :account and region = :region
                            and operation = :operation and token = :token
                        """)
                .bindMethods(call)
                .map(
                        (row, context) -> {
                            if (!row.getString("digest").equals(call.digest())) {
                                throw INVALID_REQUEST.with(
                                        "IdempotencyToken "
                                                + call.token()
                                                + " was used for a "
                                                + call.operation()
                                                + " call with other parameters. Use a new token.");
                            }
                            return row.getString("job");
                        })
                .findOne();
    }
}
