package org.copyhold.control.vault;

import static org.copyhold.kit.ErrorCode.ALREADY_EXISTS;
import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;

import org.copyhold.control.call.Tokens;
import org.copyhold.control.key.Keyring;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Caller;
import org.copyhold.kit.Page;
import org.copyhold.kit.ServiceClock;
import org.copyhold.kit.Slice;
import org.copyhold.sql.Database;
import org.copyhold.sql.MapText;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Keeps the vaults. Thread-safe. */
public final class Vaults {
    private static final String RESOURCE = "backup-vault:";

    /** How requests of old documentation write it. */
    private static final String OLD_RESOURCE = "vault:";

    private final Database database;
    private final Keyring keyring;
    private final ServiceClock clock;
    private final MissingVault missing;
    private final Tokens tokens;
    private final VaultLists lists = new VaultLists();
    private final VaultRecords records;
    private final VaultKeyVersions keys;

    public Vaults(Database database, Keyring keyring, ServiceClock clock, MissingVault missing) {
        this.database = database;
        this.keyring = keyring;
        this.clock = clock;
        this.missing = missing;
        this.tokens = new Tokens(database);
        this.records = new VaultRecords(database);
        this.keys = new VaultKeyVersions(database, keyring, clock);
    }

    /** What stores keep of the vaults. */
    public VaultRecords records() {
        return records;
    }

    /** The versions of their keys. */
    public VaultKeyVersions keys() {
        return keys;
    }

    /**
     * Makes a vault, or gives the one that the same request made before.
     *
     * @throws org.copyhold.kit.BackupException AlreadyExistsException when another request made it;
     *     InvalidRequestException when a request for something else had this CreatorRequestId
     */
    public Vault create(VaultOrder order) {
        var vault = made(order);
        return database.write(
                handle -> {
                    var first = order.call().flatMap(call -> tokens.claim(call, vault.id()));
                    if (first.isPresent()) {
                        return findById(handle, first.get()).orElseThrow();
                    }
                    if (VaultRows.insert(handle, vault) == 0) {
                        throw exists(find(handle, vault.account(), vault.region(), vault.name()));
                    }
                    VaultChanges.add(handle, vault.account(), vault.region());
                    return vault;
                });
    }

    /** The vault of that name in that account and Region. */
    public Optional<Vault> find(String account, String region, String name) {
        return database.read(handle -> find(handle, account, region, name));
    }

    /**
     * The vault of that name in the caller's account and Region.
     *
     * @throws org.copyhold.kit.BackupException the configured refusal when there is none
     */
    public Vault require(Caller caller, String name) {
        return find(caller.account(), caller.region(), name)
                .orElseThrow(() -> missing.refusal(name));
    }

    /**
     * As {@link #require(Caller, String)}, for requests that may name the vault's owner.
     *
     * @param owner the account that owns the vault; the caller's when null, and none but the
     *     caller's shows its vaults to the caller
     */
    public Vault require(Caller caller, String name, @Nullable String owner) {
        if (owner != null && !owner.equals(caller.account())) {
            throw missing.refusal(name);
        }
        return require(caller, name);
    }

    /** The vault of that ARN; {@code :vault:} is read as {@code :backup-vault:}. */
    public Optional<Vault> find(Arn arn) {
        return name(arn).flatMap(name -> find(arn.account(), arn.region(), name));
    }

    /** The name of the vault that an ARN names; empty when it names something else. */
    public static Optional<String> name(Arn arn) {
        if (!arn.service().equals("backup")) {
            return Optional.empty();
        }
        var resource = arn.resource();
        if (resource.startsWith(RESOURCE)) {
            return Optional.of(resource.substring(RESOURCE.length()));
        }
        return resource.startsWith(OLD_RESOURCE)
                ? Optional.of(resource.substring(OLD_RESOURCE.length()))
                : Optional.empty();
    }

    /** The vault of that id. */
    public Optional<Vault> findById(String id) {
        return database.read(handle -> findById(handle, id));
    }

    /**
     * The vaults in the caller's account and Region, newest first; the very same slice as before
     * when nothing has changed.
     */
    public Slice<Vault> list(Caller caller, Page page) {
        return database.read(handle -> lists.get(handle, caller, page));
    }

    /**
     * Removes an empty vault; that it is gone already is no error.
     *
     * @throws org.copyhold.kit.BackupException InvalidRequestException when it holds recovery
     *     points or a job writes into it
     */
    public void delete(Vault vault) {
        database.write(
                handle -> {
                    hold(handle, vault.id());
                    var gone =
                            handle.createUpdate(
                                            """
                                            delete from vault
                                            where id = :id and points = 0 and not exists
                                                (select 1 from vault_writer where vault_id = :id)
                                            """)
                                    .bind("id", vault.id())
                                    .execute();
                    if (gone == 1) {
                        oweRemoval(handle, vault);
                    }
                    if (gone == 0) {
                        return kept(handle, vault);
                    }
                    VaultKeyVersions.forgetGone(handle);
                    tokens.forget(vault.id());
                    VaultChanges.add(handle, vault.account(), vault.region());
                    return gone;
                });
    }

    /** Removes all vaults of all accounts that hold nothing and are not written into. */
    public void deleteAllEmpty() {
        database.write(
                handle -> {
                    VaultChanges.addEverywhere(handle);
                    handle.execute(
                            """
                            insert into vault_gone (id, account, region, key_id)
                            select id, account, region, key_id from vault
                            where points = 0 and id not in (select vault_id from vault_writer)
                            """);
                    var gone =
                            handle.execute(
                                    """
                                    delete from vault
                                    where points = 0 and id not in (select vault_id from vault_writer)
                                    """);
                    VaultKeyVersions.forgetGone(handle);
                    return gone;
                });
    }

    /** The store learns later that a vault is gone. */
    private static void oweRemoval(Handle handle, Vault vault) {
        handle.execute(
                "insert into vault_gone (id, account, region, key_id) values (?, ?, ?, ?)",
                vault.id(),
                vault.account(),
                vault.region(),
                vault.key().id());
    }

    /**
     * Tells that a job begins to write into a vault, which cannot be deleted until {@link #leave}.
     * Again for the same job is no error. Joins the caller's transaction.
     *
     * @return false when the vault is gone
     */
    public boolean enter(String vaultId, String job) {
        return database.write(
                handle -> {
                    hold(handle, vaultId);
                    handle.createUpdate(
                                    """
                                    insert into vault_writer (job, vault_id)
                                    select :job, id from vault where id = :vault
                                    on conflict (job) do nothing
                                    """)
                            .bind("job", job)
                            .bind("vault", vaultId)
                            .execute();
                    return writer(handle, vaultId, job).isPresent();
                });
    }

    /**
     * Tells that a job has ended; joins the caller's transaction, which should be the one that ends
     * the job.
     */
    public void leave(String job) {
        database.write(
                handle ->
                        handle.createUpdate("delete from vault_writer where job = :job")
                                .bind("job", job)
                                .execute());
    }

    /** The vault that a job has entered and not left. */
    public Optional<Vault> written(String job) {
        return database.read(
                handle ->
                        handle.createQuery("select vault_id from vault_writer where job = :job")
                                .bind("job", job)
                                .mapTo(String.class)
                                .findOne()
                                .flatMap(id -> findById(handle, id)));
    }

    /**
     * Keeps vaults as they are until the caller's transaction ends: whoever deletes one, or changes
     * its lock or its policy, waits.
     */
    public void hold(String... vaultIds) {
        database.write(
                handle -> {
                    // In one order, so that no two wait for each other.
                    Stream.of(vaultIds).sorted().distinct().forEach(id -> hold(handle, id));
                    return handle;
                });
    }

    /** Written to before it is decided upon, so that two transactions do not miss each other. */
    private static void hold(Handle handle, String vaultId) {
        handle.createUpdate("update vault set name = name where id = :id")
                .bind("id", vaultId)
                .execute();
    }

    /** Changes a vault's tags; nothing happens when the vault is gone. */
    public void retag(String vaultId, UnaryOperator<Tags> change) {
        while (!tryRetag(vaultId, change)) {
            Thread.onSpinWait();
        }
    }

    /** False when another changed the vault meanwhile. */
    private boolean tryRetag(String vaultId, UnaryOperator<Tags> change) {
        return database.write(
                handle -> {
                    var vault = findById(handle, vaultId).orElse(null);
                    if (vault == null) {
                        return true;
                    }
                    VaultChanges.add(handle, vault.account(), vault.region());
                    return handle.createUpdate(
                                            """
                                            update vault set tags = :tags, version = version + 1
                                            where id = :id and version = :version
                                            """)
                                    .bind("id", vaultId)
                                    .bind("version", vault.version())
                                    .bind("tags", MapText.of(change.apply(vault.tags()).byKey()))
                                    .execute()
                            == 1;
                });
    }

    private Vault made(VaultOrder order) {
        var named = order.encryptionKey();
        var key = named == null ? keyring.newVaultKey() : keyring.newVaultKey(named.toString());
        var caller = order.caller();
        return new Vault(
                UUID.randomUUID().toString(),
                caller.account(),
                caller.region(),
                order.name().text(),
                clock.instant(),
                order.creatorRequestId(),
                Objects.requireNonNullElseGet(
                                order.encryptionKey(),
                                () ->
                                        EncryptionKeyArn.own(
                                                caller.region(), caller.account(), key.id()))
                        .toString(),
                key,
                false,
                order.reencrypts(),
                order.tags(),
                null,
                0,
                1);
    }

    private static RuntimeException exists(Optional<Vault> found) {
        var there = found.orElseThrow();
        return ALREADY_EXISTS
                .with("Backup vault with the same name already exists: " + there.name())
                .about(there.arn().toString(), there.creatorRequestId());
    }

    /** Why a vault was not deleted; it may just have gone. */
    private static int kept(Handle handle, Vault vault) {
        var there = findById(handle, vault.id());
        if (there.isEmpty()) {
            return 0;
        }
        if (there.get().points() > 0) {
            throw INVALID_REQUEST.with(
                    "Backup vault cannot be deleted because it contains recovery points.");
        }
        throw INVALID_REQUEST.with(
                "Backup vault cannot be deleted because a job is writing into it. Wait until it"
                        + " has ended, or stop it.");
    }

    private static Optional<String> writer(Handle handle, String vaultId, String job) {
        return handle.createQuery(
                        "select job from vault_writer where job = :job and vault_id = :vault")
                .bind("job", job)
                .bind("vault", vaultId)
                .mapTo(String.class)
                .findOne();
    }

    private static Optional<Vault> find(Handle handle, String account, String region, String name) {
        return handle.createQuery(
                        "select "
                                + VaultRows.COLUMNS
                                + " from vault where account = :account and region = :region"
                                + " and name = :name")
                .bind("account", account)
                .bind("region", region)
                .bind("name", name)
                .map(VaultRows::vault)
                .findOne();
    }

    private static Optional<Vault> findById(Handle handle, String id) {
        return handle.createQuery("select " + VaultRows.COLUMNS + " from vault where id = :id")
                .bind("id", id)
                .map(VaultRows::vault)
                .findOne();
    }
}
