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
 * Keeps each account's own keys, sealed. One is made when it is asked for first, and never changed:
 * two that make it at once both get the one that was kept. Thread-safe.
 */
public final class AccountKeys {
    private final Database database;
    private final Keyring keyring;
    private final ServiceClock clock;
    private final Map<Name, SealedKey> known = new ConcurrentHashMap<>();

    public AccountKeys(Database database, Keyring keyring, ServiceClock clock) {
        this.database = database;
        this.keyring = keyring;
        this.clock = clock;
    }

    /** The secret that the account's stores cut and seal by. */
    public SealedKey dedupSecret(String account) {
        return get(new Name(account, Kind.DEDUP));
    }

    /** The key that the secrets of the account's access keys are sealed under. */
    SealedKey accessKey(String account) {
        return get(new Name(account, Kind.ACCESS));
    }

    private SealedKey get(Name name) {
        var there = known.get(name);
        if (there != null) {
            return there;
        }
        var key =
                database.read(handle -> find(handle, name))
                        .orElseGet(() -> database.write(handle -> make(handle, name)));
        known.put(name, key);
        return key;
    }

    private SealedKey make(Handle handle, Name name) {
        var key = name.kind() == Kind.DEDUP ? keyring.newDomainSecret() : keyring.newKey();
        handle.createUpdate(
                        """
                        insert into account_key (account, kind, id, version, sealed, created_at)
                        values (:account, :kind, :id, :version, :sealed, :at)
                        on conflict do nothing
                        """)
                .bind("account", name.account())
                .bind("kind", name.kind().name())
                .bind("id", key.id())
                .bind("version", key.version())
                .bind("sealed", key.sealed())
                .bind("at", clock.millis())
                .execute();
        return find(handle, name).orElseThrow();
    }

    private static Optional<SealedKey> find(Handle handle, Name name) {
        return handle.createQuery(
                        """
                        select id, version, sealed from account_key
                        where account = :account and kind = :kind
                        """)
                .bind("account", name.account())
                .bind("kind", name.kind().name())
                .map(
                        (row, context) ->
                                new SealedKey(
                                        row.getString("id"),
                                        row.getInt("version"),
                                        row.getBytes("sealed")))
                .findOne();
    }

    private enum Kind {
        DEDUP,
        ACCESS
    }

    private record Name(String account, Kind kind) {}
}
