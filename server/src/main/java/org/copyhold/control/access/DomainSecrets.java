package org.copyhold.control.access;

import org.copyhold.control.key.Keyring;
import org.copyhold.control.key.SealedKey;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;

/** Keeps each account's dedup secret, sealed. Thread-safe. */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString", "UnusedVariable"})
public final class DomainSecrets {
    private final Database database;
    private final Keyring keyring;
    private final ServiceClock clock;

    public DomainSecrets(Database database, Keyring keyring, ServiceClock clock) {
        this.database = database;
        this.keyring = keyring;
        this.clock = clock;
    }

    /** The account's secret; made when it is asked for first, and never changed. */
    public SealedKey of(String account) {
        throw new UnsupportedOperationException(database + "" + keyring + clock + account);
    }
}
