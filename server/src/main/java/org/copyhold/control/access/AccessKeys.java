package org.copyhold.control.access;

import org.copyhold.control.key.Keyring;
import org.copyhold.kit.Credential;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the access keys: those of the configuration, and those made here, whose secrets are kept
 * sealed. Thread-safe.
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString", "UnusedVariable"})
public final class AccessKeys {
    private final Database database;
    private final Keyring keyring;
    private final ServiceClock clock;

    /**
     * @param configured what the keys that the configuration names stand for, by id
     */
    public AccessKeys(
            Database database,
            Keyring keyring,
            ServiceClock clock,
            Map<String, Credential> configured) {
        this.database = database;
        this.keyring = keyring;
        this.clock = clock;
    }

    /** The key of that id with its secret; cheap. */
    public Optional<Credential> find(String accessKeyId) {
        throw new UnsupportedOperationException(database + "" + keyring + clock);
    }

    /** Makes a key for an account. */
    public CreatedKey create(String account) {
        throw new UnsupportedOperationException();
    }

    /** All keys, those of the configuration first. */
    public List<AccessKey> list() {
        throw new UnsupportedOperationException();
    }

    /**
     * Ends a key at once.
     *
     * @return false when there is none of that id
     * @throws org.copyhold.kit.BackupException InvalidRequestException for a key of the
     *     configuration
     */
    public boolean revoke(String accessKeyId) {
        throw new UnsupportedOperationException();
    }
}
