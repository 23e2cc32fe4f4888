package org.copyhold.control.vault;

import org.copyhold.control.key.Keyring;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Page;
import org.copyhold.kit.ServiceClock;
import org.copyhold.kit.Slice;
import org.copyhold.sql.Database;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Keeps the vaults. Thread-safe. */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString", "UnusedVariable"})
public final class Vaults {
    private final Database database;
    private final Keyring keyring;
    private final ServiceClock clock;

    public Vaults(Database database, Keyring keyring, ServiceClock clock) {
        this.database = database;
        this.keyring = keyring;
        this.clock = clock;
    }

    /**
     * Makes a vault, or gives the one that the same request made before.
     *
     * @throws org.copyhold.kit.BackupException AlreadyExistsException when another request made it
     */
    public Vault create(VaultOrder order) {
        throw new UnsupportedOperationException(database + " " + keyring + clock + order);
    }

    /** The vault of that name in that account and Region. */
    public Optional<Vault> find(String account, String region, String name) {
        throw new UnsupportedOperationException();
    }

    /** The vault of that ARN; {@code :vault:} is read as {@code :backup-vault:}. */
    public Optional<Vault> find(Arn arn) {
        throw new UnsupportedOperationException();
    }

    /** The vault of that id. */
    public Optional<Vault> findById(String id) {
        throw new UnsupportedOperationException();
    }

    /** The vaults of an account in a Region, newest first. */
    public Slice<Vault> list(String account, String region, Page page) {
        throw new UnsupportedOperationException();
    }

    /**
     * Removes an empty vault; none is no error here.
     *
     * @throws org.copyhold.kit.BackupException InvalidRequestException when it holds recovery
     *     points or a job writes into it
     */
    public void delete(Vault vault) {
        throw new UnsupportedOperationException();
    }

    /**
     * Tells that a job begins to write into a vault, which cannot be deleted until {@link #leave}.
     * Again for the same job is no error. Joins the caller's transaction.
     *
     * @return false when the vault is gone
     */
    public boolean enter(String vaultId, String job) {
        throw new UnsupportedOperationException();
    }

    /**
     * Tells that a job has ended; joins the caller's transaction, which should be the one that ends
     * the job.
     */
    public void leave(String job) {
        throw new UnsupportedOperationException();
    }

    /** Adds tags to a vault, or changes them. */
    public void tag(String vaultId, Map<String, String> more) {
        throw new UnsupportedOperationException();
    }

    /** Takes tags off a vault. */
    public void untag(String vaultId, Collection<String> keys) {
        throw new UnsupportedOperationException();
    }
}
