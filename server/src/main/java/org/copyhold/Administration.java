package org.copyhold;

import org.copyhold.control.access.AccessKey;
import org.copyhold.control.access.AccessKeys;
import org.copyhold.control.access.Accounts;
import org.copyhold.control.access.CreatedKey;
import org.copyhold.control.job.JobLog;
import org.copyhold.control.job.Progress;
import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.control.resource.Resources;
import org.copyhold.control.vault.Vault;
import org.copyhold.kit.Arn;
import org.copyhold.kit.ErrorCode;
import org.copyhold.kit.Regions;
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.copyhold.store.sweep.Damage;
import org.copyhold.work.OpenedCheck;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What an operator does to a server that no client of its API can. Thread-safe. */
public final class Administration {
    private static final int LINES_AT_ONCE = 1000;

    private final Accounts accounts;
    private final Regions regions;
    private final Resources resources;
    private final AccessKeys accessKeys;
    private final Keepers keepers;

    Administration(Keepers keepers) {
        this.keepers = keepers;
        this.accounts = keepers.access.accounts;
        this.regions = keepers.regions;
        this.resources = keepers.resources;
        this.accessKeys = keepers.access.keys;
    }

    /**
     * Declares a resource, or declares it anew.
     *
     * @throws org.copyhold.kit.BackupException when its type, account or Region is none of this
     *     server's
     */
    public void add(DeclaredResource resource) {
        var arn = resource.arn();
        var type = resource.type();
        account(resource.account());
        if (!regions.has(resource.region())) {
            throw ErrorCode.INVALID_PARAMETER_VALUE.with(
                    "The Region of "
                            + arn
                            + ", of type "
                            + type.wireName()
                            + ", is not configured on this server; it has "
                            + regions.names()
                            + ".");
        }
        resources.add(resource);
    }

    /** All declared resources, by ARN. */
    public List<DeclaredResource> resources() {
        return resources.list();
    }

    /** Forgets a resource, and tells whether there was one. Its recovery points stay. */
    public boolean remove(Arn resource) {
        return resources.remove(resource);
    }

    /**
     * Makes an access key.
     *
     * @param account null for the first of the configuration
     * @param user one of its users; null for the account itself
     */
    public CreatedKey createAccessKey(@Nullable String account, @Nullable String user) {
        return accessKeys.create(
                account == null ? accounts.list().getFirst().id() : account(account), user);
    }

    /** All access keys, without their secrets. */
    public List<AccessKey> accessKeys() {
        return accessKeys.list();
    }

    /** Ends an access key, and tells whether there was one. */
    public boolean revokeAccessKey(String id) {
        return accessKeys.revoke(id);
    }

    /** How far a job of any kind has come; empty when there is none of that id. */
    public Optional<Progress> progress(String job) {
        return keepers.backupJobs
                .find(job)
                .map(found -> found.state().progress())
                .or(() -> keepers.copyJobs.progress(job))
                .or(() -> keepers.restoreJobs.find(job).map(found -> found.state().progress()));
    }

    /**
     * Gives all that a job had to tell beyond its StatusMessage, line by line.
     *
     * @throws org.copyhold.kit.BackupException ResourceNotFoundException when there is no such job
     */
    public void tellLog(String job, Consumer<JobLog.Line> to) {
        if (progress(job).isEmpty()) {
            throw ErrorCode.RESOURCE_NOT_FOUND.with(
                    "There is no job " + job + ". Ids are case-sensitive; see list-backup-jobs.");
        }
        var told = 0L;
        List<JobLog.Line> lines;
        do {
            lines = keepers.jobLog.read(job, told, LINES_AT_ONCE);
            lines.forEach(to);
            told += lines.size();
        } while (lines.size() == LINES_AT_ONCE);
    }

    /**
     * The stores that hold something, in no order.
     *
     * @param shut told of each that cannot be opened now
     */
    public List<SealedStore> stores(Consumer<StoreException> shut) {
        return keepers.existingStores(shut);
    }

    /** Reads every recovery point of a store with its keys; what is wrong with which. */
    public List<Damage> openAll(SealedStore store) {
        return new OpenedCheck(keepers.catalogue).run(store);
    }

    /** All vaults, with their keys. */
    public List<Vault> vaults() {
        return keepers.vaults.keys().vaults();
    }

    /** How many versions of a vault's key are kept, beside the newest, because wraps need them. */
    public int earlierKeys(Vault vault) {
        return keepers.vaults.keys().earlier(vault.id()).size();
    }

    /**
     * Gives a vault a new version of its key, and wraps all that it holds under it.
     *
     * @return the new version
     * @throws StoreException when some recovery points could not be wrapped now; they are later, by
     *     the server
     */
    public int rotateKey(Arn vault) {
        var found = vault(vault);
        var version = keepers.vaults.keys().rotate(found);
        keepers.upkeep.renewWraps(found.id());
        return version;
    }

    /** From now on nothing is wrapped or opened with a vault's key. */
    public void disableKey(Arn vault) {
        keepers.vaults.keys().disable(vault(vault));
    }

    /** A vault's key may be used again. */
    public void enableKey(Arn vault) {
        keepers.vaults.keys().enable(vault(vault));
    }

    private Vault vault(Arn arn) {
        return keepers.vaults
                .find(arn)
                .orElseThrow(
                        () ->
                                ErrorCode.RESOURCE_NOT_FOUND.with(
                                        "There is no backup vault " + arn + " on this server."));
    }

    private String account(String id) {
        return accounts.find(id)
                .orElseThrow(
                        () ->
                                ErrorCode.INVALID_PARAMETER_VALUE.with(
                                        "There is no account " + id + " on this server."))
                .id();
    }
}
