package org.copyhold.control.vault;

import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import org.copyhold.control.key.Keyring;
import org.copyhold.control.key.SealedKey;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the versions of vaults' keys: the newest wraps, earlier ones stay until no recovery point
 * is wrapped under them any more. Thread-safe.
 */
public final class VaultKeyVersions {
    /** What is wrapped at all, and not about to go. */
    private static final String WRAPPED = "composite = 0 and status <> 'DELETING'";

    private final Database database;
    private final Keyring keyring;
    private final ServiceClock clock;

    VaultKeyVersions(Database database, Keyring keyring, ServiceClock clock) {
        this.database = database;
        this.keyring = keyring;
        this.clock = clock;
    }

    /**
     * A key of the vault that something may be wrapped under.
     *
     * @return empty when the vault has no such key, or not any more
     */
    public Optional<SealedKey> find(String vaultId, String keyId, int version) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        select key_id, key_version as version, key_sealed as sealed
                                        from vault
                                        where id = :vault and key_id = :id and key_version = :version
                                        union all
                                        select key_id, version, sealed from vault_key_earlier
                                        where vault_id = :vault and key_id = :id and version = :version
                                        """)
                                .bind("vault", vaultId)
                                .bind("id", keyId)
                                .bind("version", version)
                                .map((row, _) -> key(row))
                                .findFirst());
    }

    /**
     * Gives a vault a new version of its key; the one before stays as long as it is needed.
     *
     * @return the new version
     * @throws org.copyhold.kit.BackupException InvalidRequestException when the key is disabled, or
     *     was changed in this moment
     */
    public int rotate(Vault vault) {
        if (vault.isKeyDisabled()) {
            throw INVALID_REQUEST.with(
                    "The key of backup vault %s is disabled. Enable it before you rotate it."
                            .formatted(vault.name()));
        }
        var next = keyring.nextVersion(vault.key());
        return database.write(
                handle -> {
                    keep(handle, vault.id(), vault.key());
                    if (replace(handle, vault, next) == 0) {
                        throw INVALID_REQUEST.with(
                                "The key of backup vault %s was changed in this moment. Look at it, and rotate it again."
                                        .formatted(vault.name()));
                    }
                    VaultChanges.add(handle, vault.account(), vault.region());
                    return next.version();
                });
    }

    private static int replace(Handle handle, Vault vault, SealedKey next) {
        return handle.createUpdate(
                        """
                        update vault set key_version = :next, key_sealed = :sealed,
                            version = version + 1
                        where id = :id and key_id = :key and key_version = :before
                            and key_disabled_at is null
                        """)
                .bind("next", next.version())
                .bind("sealed", next.sealed())
                .bind("id", vault.id())
                .bind("key", vault.key().id())
                .bind("before", vault.key().version())
                .execute();
    }

    /** Puts down an earlier version, which a rotation or a rebuild found; again is no error. */
    public void keep(String vaultId, SealedKey earlier) {
        database.write(handle -> keep(handle, vaultId, earlier));
    }

    /**
     * Takes up a version that a store has of a vault that is there: one before the vault's newest
     * is put down as such, one behind it is the newest from now on.
     *
     * @return false, and nothing is taken up, when another key has this version
     */
    public boolean bringBack(String vaultId, SealedKey found) {
        return database.write(
                handle -> {
                    var newest = newest(handle, vaultId);
                    if (found.version() > newest.version()) {
                        keep(handle, vaultId, newest);
                        raise(handle, vaultId, found);
                        return true;
                    }
                    if (found.version() < newest.version()) {
                        keep(handle, vaultId, found);
                    }
                    return find(vaultId, found.id(), found.version())
                            .filter(it -> Arrays.equals(it.sealed(), found.sealed()))
                            .isPresent();
                });
    }

    private static SealedKey newest(Handle handle, String vaultId) {
        return handle.createQuery(
                        """
                        select key_id, key_version as version, key_sealed as sealed from vault
                        where id = :id
                        """)
                .bind("id", vaultId)
                .map((row, _) -> key(row))
                .one();
    }

    private static void raise(Handle handle, String vaultId, SealedKey to) {
        handle.createUpdate(
                        """
                        update vault set key_version = :next, key_sealed = :sealed,
                            version = version + 1
                        where id = :id
                        """)
                .bind("next", to.version())
                .bind("sealed", to.sealed())
                .bind("id", vaultId)
                .execute();
    }

    /**
     * Puts down that a store may have this version, if it is one before the vault's newest: it was
     * written by somebody who did not know of a rotation.
     */
    public void keepIfEarlier(String vaultId, SealedKey key) {
        database.write(
                handle ->
                        handle.createUpdate(
                                        """
                                        insert into vault_key_earlier (key_id, version, vault_id, sealed)
                                        select key_id, :version, id, :sealed from vault
                                        where id = :vault and key_id = :id and key_version > :version
                                        on conflict (key_id, version) do nothing
                                        """)
                                .bind("id", key.id())
                                .bind("version", key.version())
                                .bind("vault", vaultId)
                                .bind("sealed", key.sealed())
                                .execute());
    }

    private static int keep(Handle handle, String vaultId, SealedKey earlier) {
        return handle.createUpdate(
                        """
                        insert into vault_key_earlier (key_id, version, vault_id, sealed)
                        values (:id, :version, :vault, :sealed)
                        on conflict (key_id, version) do nothing
                        """)
                .bind("id", earlier.id())
                .bind("version", earlier.version())
                .bind("vault", vaultId)
                .bind("sealed", earlier.sealed())
                .execute();
    }

    /** Nothing is wrapped or opened with the vault's key from now on; again is no error. */
    public void disable(Vault vault) {
        changeUse(vault, clock.millis());
    }

    /** The vault's key may be used again; that it may already is no error. */
    public void enable(Vault vault) {
        changeUse(vault, null);
    }

    private void changeUse(Vault vault, @Nullable Long disabledAt) {
        database.write(
                handle -> {
                    var changed =
                            handle.createUpdate(
                                            """
                                            update vault set key_disabled_at = :at, version = version + 1
                                            where id = :id
                                                and (key_disabled_at is null) <> (:disabled = 0)
                                            """)
                                    .bind("at", disabledAt)
                                    .bind("disabled", disabledAt == null ? 0 : 1)
                                    .bind("id", vault.id())
                                    .execute();
                    if (changed == 1) {
                        VaultChanges.add(handle, vault.account(), vault.region());
                    }
                    return changed;
                });
    }

    /** All vaults of all accounts, by account, Region and name. */
    public List<Vault> vaults() {
        return database.read(
                handle ->
                        handle.createQuery(
                                        "select "
                                                + VaultRows.COLUMNS
                                                + " from vault order by account, region, name")
                                .map(VaultRows::vault)
                                .list());
    }

    /** Vaults whose keys were rotated at some time, by their ids. */
    public List<Vault> everRotated() {
        return database.read(
                handle ->
                        handle.createQuery(
                                        "select "
                                                + VaultRows.COLUMNS
                                                + " from vault where key_version > 1 order by id")
                                .map(VaultRows::vault)
                                .list());
    }

    /** Ids of the vaults that have earlier versions of their key. */
    public List<String> rotated() {
        return database.read(
                handle ->
                        handle.createQuery(
                                        "select distinct vault_id from vault_key_earlier order by"
                                                + " vault_id")
                                .mapTo(String.class)
                                .list());
    }

    /** A vault's versions before the newest, oldest first. */
    public List<SealedKey> earlier(String vaultId) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        select key_id, version, sealed from vault_key_earlier
                                        where vault_id = :vault order by version
                                        """)
                                .bind("vault", vaultId)
                                .map((row, _) -> key(row))
                                .list());
    }

    /**
     * Recovery points of a vault that are not known to be wrapped under its newest key, in the
     * order of their ids.
     *
     * @param after the last id already seen; empty for the first
     */
    public List<String> unwrapped(String vaultId, String after, int atMost) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        select id from recovery_point
                                        where vault_id = :vault and id > :after
                                            and key_version < (select key_version from vault where id = :vault)
                                            and
                                        """
                                                + WRAPPED
                                                + " order by id limit :limit")
                                .bind("vault", vaultId)
                                .bind("after", after)
                                .bind("limit", atMost)
                                .mapTo(String.class)
                                .list());
    }

    /** Tells that a recovery point is wrapped under this version, or one behind it. */
    public void wrapped(String pointId, int version) {
        database.write(
                handle ->
                        handle.createUpdate(
                                        """
                                        update recovery_point set key_version = :version
                                        where id = :id and key_version < :version
                                        """)
                                .bind("version", version)
                                .bind("id", pointId)
                                .execute());
    }

    /**
     * The versions before this one that nothing needs any more, oldest first: none while a recovery
     * point is not known to be wrapped under this one or a later, or the store does not know of the
     * newest. In one look, for the key may be rotated at any time.
     *
     * @param vault as it was before its recovery points were wrapped
     */
    public List<SealedKey> needless(Vault vault) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        select e.key_id, e.version, e.sealed
                                        from vault_key_earlier e join vault v on v.id = e.vault_id
                                        where v.id = :vault and v.written_version = v.version
                                            and e.key_id = :key and e.version < :version
                                            and not exists (select 1 from recovery_point
                                                where vault_id = v.id and key_version < :version and
                                        """
                                                + WRAPPED
                                                + ") order by e.version")
                                .bind("vault", vault.id())
                                .bind("key", vault.key().id())
                                .bind("version", vault.key().version())
                                .map((row, _) -> key(row))
                                .list());
    }

    /** Forgets an earlier version; its store has to be without it. */
    public void forget(SealedKey earlier) {
        database.write(
                handle ->
                        handle.createUpdate(
                                        """
                                        delete from vault_key_earlier
                                        where key_id = :id and version = :version
                                        """)
                                .bind("id", earlier.id())
                                .bind("version", earlier.version())
                                .execute());
    }

    /** Forgets all earlier versions of vaults that are gone; stands in the transaction. */
    static void forgetGone(Handle handle) {
        handle.execute(
                "delete from vault_key_earlier where vault_id not in (select id from vault)");
    }

    private static SealedKey key(ResultSet row) throws SQLException {
        return new SealedKey(
                row.getString("key_id"), row.getInt("version"), row.getBytes("sealed"));
    }
}
