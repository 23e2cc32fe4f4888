package org.copyhold.control.vault;

import org.copyhold.control.key.SealedKey;
import org.copyhold.control.tag.Tags;
import org.copyhold.sql.MapText;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.OptionalInt;

/** Turns vaults into rows and back. */
final class VaultRows {
    /**
     * In the order {@link #vault} reads them; by number, as lists of vaults are long and frequent.
     */
    static final String COLUMNS =
            "id, account, region, name, created_at, creator_request_id, encryption_key_arn,"
                    + " key_id, key_version, key_sealed, tags, points, version,"
                    + " lock_set_at, lock_min_days, lock_max_days, lock_date, key_disabled_at,"
                    + " reencrypts";

    private VaultRows() {}

    static Vault vault(ResultSet row, StatementContext context) throws SQLException {
        return new Vault(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Instant.ofEpochMilli(row.getLong(5)),
                row.getString(6),
                row.getString(7),
                new SealedKey(row.getString(8), row.getInt(9), row.getBytes(10)),
                isThere(row, 18),
                row.getInt(19) == 1,
                Tags.of(MapText.parse(row.getString(11))),
                lock(row),
                row.getLong(12),
                row.getLong(13));
    }

    private static boolean isThere(ResultSet row, int column) throws SQLException {
        row.getLong(column);
        return !row.wasNull();
    }

    private static @Nullable VaultLock lock(ResultSet row) throws SQLException {
        if (!isThere(row, 14)) {
            return null;
        }
        var min = days(row, 15);
        var max = days(row, 16);
        var date = row.getLong(17);
        return new VaultLock(min, max, row.wasNull() ? null : Instant.ofEpochMilli(date));
    }

    private static OptionalInt days(ResultSet row, int column) throws SQLException {
        var days = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(days);
    }

    /** Inserts the vault unless there is one of its name; returns how many were. */
    static int insert(Handle handle, Vault vault) {
        return handle.createUpdate(
                        """
                        insert into vault (id, account, region, name, created_at,
                            creator_request_id, encryption_key_arn,
                            key_id, key_version, key_sealed, tags, points, version,
                            reencrypts)
                        values (:id, :account, :region, :name, :createdAt,
                            :creatorRequestId, :encryptionKey,
                            :keyId, :keyVersion, :keySealed, :tags, :points, :version,
                            :reencrypts)
                        on conflict (account, region, name) do nothing
                        """)
                .bind("id", vault.id())
                .bind("account", vault.account())
                .bind("region", vault.region())
                .bind("name", vault.name())
                .bind("createdAt", vault.createdAt().toEpochMilli())
                .bind("creatorRequestId", vault.creatorRequestId())
                .bind("encryptionKey", vault.encryptionKeyArn())
                .bind("keyId", vault.key().id())
                .bind("keyVersion", vault.key().version())
                .bind("keySealed", vault.key().sealed())
                .bind("tags", MapText.of(vault.tags().byKey()))
                .bind("points", vault.points())
                .bind("version", vault.version())
                .bind("reencrypts", vault.reencrypts() ? 1 : 0)
                .execute();
    }
}
