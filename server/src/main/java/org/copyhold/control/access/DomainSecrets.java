package org.copyhold.control.access;

import org.copyhold.control.key.Keyring;
import org.copyhold.control.key.SealedKey;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.jdbi.v3.core.Handle;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps each account's dedup secret, sealed. It is made when it is asked for first, and never
 * changed: two that make it at once both get the one that was kept. Thread-safe.
 */
public final class DomainSecrets {
    private final Database database;
    private final Keyring keyring;
    private final ServiceClock clock;
    private final Map<String, SealedKey> known = new ConcurrentHashMap<>();

    public DomainSecrets(Database database, Keyring keyring, ServiceClock clock) {
        this.database = database;
        this.keyring = keyring;
        this.clock = clock;
    }

    /** The secret that the account's stores cut and seal by. */
    public SealedKey of(String account) {
        var there = known.get(account);
        if (there != null) {
            return there;
        }
        var secret =
                database.read(handle -> find(handle, account))
                        .orElseGet(() -> database.write(handle -> make(handle, account)));
        known.put(account, secret);
        return secret;
    }

    /** Whether the account has one. */
    public boolean has(String account) {
        return database.read(handle -> find(handle, account)).isPresent();
    }

    /** Puts a secret down that a store has kept, in the place of one that nothing was sealed by. */
    public void bringBack(String account, SealedKey secret) {
        database.write(
                handle ->
                        handle.createUpdate(
                                        """
                                        insert into account_secret (account, id, version, sealed, created_at)
                                        values (:account, :id, :version, :sealed, :at)
                                        on conflict (account) do update set id = excluded.id,
                                            version = excluded.version, sealed = excluded.sealed
                                        """)
                                .bind("account", account)
                                .bind("id", secret.id())
                                .bind("version", secret.version())
                                .bind("sealed", secret.sealed())
                                .bind("at", clock.millis())
                                .execute());
        known.remove(account);
    }

    private SealedKey make(Handle handle, String account) {
        var secret = keyring.newDomainSecret();
        handle.createUpdate(
                        """
                        insert into account_secret (account, id, version, sealed, created_at)
                        values (:account, :id, :version, :sealed, :at)
                        on conflict (account) do nothing
                        """)
                .bind("account", account)
                .bind("id", secret.id())
                .bind("version", secret.version())
                .bind("sealed", secret.sealed())
                .bind("at", clock.millis())
                .execute();
        return find(handle, account).orElseThrow();
    }

    private static Optional<SealedKey> find(Handle handle, String account) {
        return handle.createQuery(
                        "select id, version, sealed from account_secret where account = :account")
                .bind("account", account)
                .map(
                        (row, context) ->
                                new SealedKey(
                                        row.getString("id"),
                                        row.getInt("version"),
                                        row.getBytes("sealed")))
                .findOne();
    }
}
