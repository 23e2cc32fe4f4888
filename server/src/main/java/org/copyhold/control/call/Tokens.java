package org.copyhold.control.call;

import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import org.copyhold.sql.Database;
import org.jdbi.v3.core.Handle;

import java.util.List;
import java.util.Optional;

/**
 * Keeps what a call with an idempotency token made, so that the same call again makes nothing.
 * Tokens live as long as what they made is listed. Thread-safe.
 */
public final class Tokens {
    private final Database database;

    public Tokens(Database database) {
        this.database = database;
    }

    /**
     * The id of what the same call made before.
     *
     * @throws org.copyhold.kit.BackupException InvalidRequestException when a call with other
     *     parameters had this token
     */
    public Optional<String> recall(Call call) {
        return database.read(handle -> find(handle, call));
    }

    /**
     * Remembers what a call makes; joins the transaction that makes its row. Of calls that race,
     * one is first, and the others learn what it made.
     *
     * @param made the id of the job, or of whatever it is
     * @return the id of what the same call made before, or empty when this is the first
     * @throws org.copyhold.kit.BackupException InvalidRequestException when a call with other
     *     parameters had this token
     */
    public Optional<String> claim(Call call, String made) {
        return database.write(
                handle -> insert(handle, call, made) ? Optional.empty() : find(handle, call));
    }

    /** Forgets the call that made something; joins the transaction that removes its row. */
    public void forget(String made) {
        database.write(
                handle ->
                        handle.createUpdate("delete from idempotency_token where job = :made")
                                .bind("made", made)
                                .execute());
    }

    /** Forgets the calls that made these; joins the transaction that removes their rows. */
    public void forget(List<String> made) {
        if (!made.isEmpty()) {
            database.write(
                    handle ->
                            handle.createUpdate(
                                            "delete from idempotency_token where job in (<made>)")
                                    .bindList("made", made)
                                    .execute());
        }
    }

    /** Forgets all. */
    public void clear() {
        database.write(handle -> handle.execute("delete from idempotency_token"));
    }

    private static boolean insert(Handle handle, Call call, String made) {
        return handle.createUpdate(
                                """
                                insert into idempotency_token
                                    (account, region, operation, token, digest, job)
                                values (:account, :region, :operation, :key, :digest, :made)
                                on conflict do nothing
                                """)
                        .bindMethods(call)
                        .bind("key", call.key())
                        .bind("made", made)
                        .execute()
                == 1;
    }

    private static Optional<String> find(Handle handle, Call call) {
        return handle.createQuery(
                        """
                        select digest, job from idempotency_token
                        where account = :account and region = :region
                            and operation = :operation and token = :key
                        """)
                .bindMethods(call)
                .bind("key", call.key())
                .map(
                        (row, context) -> {
                            if (!row.getString("digest").equals(call.digest())) {
                                throw INVALID_REQUEST.with(
                                        "%s %s was used for a %s call with other parameters. Use a new one."
                                                .formatted(
                                                        call.member(),
                                                        call.token(),
                                                        call.operation()));
                            }
                            return row.getString("job");
                        })
                .findOne();
    }
}
