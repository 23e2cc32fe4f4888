package org.copyhold.control.vault;

import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import org.copyhold.sql.Database;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/** Locks vaults, and takes locks away as long as that can be. Thread-safe. */
public final class VaultLocks {
    private final Database database;
    private final LockTime time;

    public VaultLocks(Database database, LockTime time) {
        this.database = database;
        this.time = time;
    }

    /**
     * Locks a vault; a lock that it has is replaced whole. Nothing happens when the vault is gone.
     *
     * @throws org.copyhold.kit.BackupException InvalidRequestException when it has a lock that
     *     cannot be changed any more
     */
    public void put(Vault vault, LockOrder order) {
        var now = time.observe();
        var lock = order.at(now);
        change(
                vault,
                now,
                """
                update vault set lock_set_at = :now, lock_min_days = :min, lock_max_days = :max,
                    lock_date = :date, version = version + 1
                """,
                update ->
                        update.bind("min", boxed(lock.minRetentionDays()))
                                .bind("max", boxed(lock.maxRetentionDays()))
                                .bind("date", millis(lock.date())));
    }

    /**
     * Takes a vault's lock away; that it has none is no error.
     *
     * @throws org.copyhold.kit.BackupException InvalidRequestException when the lock cannot be
     *     removed any more
     */
    public void remove(Vault vault) {
        change(
                vault,
                time.observe(),
                """
                update vault set lock_set_at = null, lock_min_days = null, lock_max_days = null,
                    lock_date = null, version = version + 1
                """,
                update -> update);
    }

    /** The ids of all vaults that are locked. */
    public List<String> locked() {
        return database.read(
                handle ->
                        handle.createQuery(
                                        "select id from vault where lock_set_at is not null order"
                                                + " by id")
                                .mapTo(String.class)
                                .list());
    }

    /** The condition stands in the statement: of two changes at once none misses the other. */
    private void change(Vault vault, Instant now, String sql, Binding binding) {
        database.write(
                handle -> {
                    var update =
                            handle.createUpdate(
                                            sql
                                                    + " where id = :id and (lock_date is null or"
                                                    + " lock_date > :now)")
                                    .bind("id", vault.id())
                                    .bind("now", now.toEpochMilli());
                    var changed = binding.bind(update).execute();
                    if (changed == 0) {
                        refuse(handle, vault);
                    } else {
                        VaultChanges.add(handle, vault.account(), vault.region());
                    }
                    return changed;
                });
    }

    private static void refuse(Handle handle, Vault vault) {
        var date =
                handle.createQuery("select lock_date from vault where id = :id")
                        .bind("id", vault.id())
                        .mapTo(Long.class)
                        .findOne();
        if (date.isPresent()) {
            throw INVALID_REQUEST.with(
                    "Vault Lock configuration of backup vault %s is immutable since %s: it can be neither changed nor deleted."
                            .formatted(vault.name(), Instant.ofEpochMilli(date.get())));
        }
    }

    private static @Nullable Integer boxed(OptionalInt days) {
        return days.isPresent() ? (Integer) days.getAsInt() : null;
    }

    private static @Nullable Long millis(@Nullable Instant at) {
        return at == null ? null : (Long) at.toEpochMilli();
    }

    private interface Binding {
        Update bind(Update update);
    }
}
