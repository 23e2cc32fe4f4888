package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.copyhold.connect.Connector;
import org.copyhold.connect.blocks.BlocksConnector;
import org.copyhold.control.access.Account;
import org.copyhold.control.access.Accounts;
import org.copyhold.control.access.Circumstances;
import org.copyhold.control.access.CopyRights;
import org.copyhold.control.access.DomainSecrets;
import org.copyhold.control.access.Holdings;
import org.copyhold.control.access.Identities;
import org.copyhold.control.backup.BackupJob;
import org.copyhold.control.backup.BackupJobs;
import org.copyhold.control.backup.BackupOrder;
import org.copyhold.control.backup.BackupState;
import org.copyhold.control.backup.BackupSubjects;
import org.copyhold.control.backup.Windows;
import org.copyhold.control.call.Tokens;
import org.copyhold.control.copy.AskedLifecycle;
import org.copyhold.control.copy.CopyJob;
import org.copyhold.control.copy.CopyJobs;
import org.copyhold.control.copy.CopyOrder;
import org.copyhold.control.copy.CopyPlans;
import org.copyhold.control.copy.CopyRules;
import org.copyhold.control.copy.CopySources;
import org.copyhold.control.copy.CopyState;
import org.copyhold.control.copy.Gates;
import org.copyhold.control.copy.gate.CopyFeatureGate;
import org.copyhold.control.copy.gate.CopyFromGate;
import org.copyhold.control.copy.gate.CopyIntoGate;
import org.copyhold.control.copy.gate.CrossAccountGate;
import org.copyhold.control.copy.gate.DefaultVaultGate;
import org.copyhold.control.copy.gate.DestinationVaultGate;
import org.copyhold.control.copy.gate.EncryptionKeysGate;
import org.copyhold.control.copy.gate.LifecycleGate;
import org.copyhold.control.copy.gate.OrganizationGate;
import org.copyhold.control.copy.gate.PointStateGate;
import org.copyhold.control.copy.gate.RegionGate;
import org.copyhold.control.copy.gate.ResourceTypeGate;
import org.copyhold.control.copy.gate.RoleGate;
import org.copyhold.control.copy.gate.TagsGate;
import org.copyhold.control.copy.gate.VaultLockGate;
import org.copyhold.control.event.Events;
import org.copyhold.control.event.Journal;
import org.copyhold.control.event.Outbox;
import org.copyhold.control.event.WaitingEvents;
import org.copyhold.control.job.Acceptance;
import org.copyhold.control.job.JobLog;
import org.copyhold.control.job.Limits;
import org.copyhold.control.job.Roles;
import org.copyhold.control.point.DuePoints;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.LifecycleChanges;
import org.copyhold.control.point.Rebuilding;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.point.RecoveryPoints;
import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.control.resource.Resources;
import org.copyhold.control.restore.RestoreJob;
import org.copyhold.control.restore.RestoreJobs;
import org.copyhold.control.restore.RestoreRequest;
import org.copyhold.control.restore.RestoreSources;
import org.copyhold.control.restore.RestoreState;
import org.copyhold.control.setting.RegionSettings;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.LockTime;
import org.copyhold.control.vault.MissingVault;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.VaultLocks;
import org.copyhold.control.vault.VaultName;
import org.copyhold.control.vault.VaultNotifications;
import org.copyhold.control.vault.VaultOrder;
import org.copyhold.control.vault.VaultPolicies;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Caller;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.copyhold.store.SealedStore;
import org.copyhold.store.Sites;
import org.copyhold.store.Stores;
import org.copyhold.store.index.StoreDatabase;
import org.copyhold.store.seal.MasterKey;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * All that runs jobs, over a database and a place for blobs that outlive it: making another one
 * over the same is a restart of the server.
 */
final class JobHouse implements AutoCloseable {
    static final String ACCOUNT = "123456789012";
    static final Caller EAST = new Caller(ACCOUNT, "us-east-1", "testing");
    static final Caller WEST = new Caller(ACCOUNT, "eu-west-1", "testing");
    static final Arn ROLE = Arn.of("iam", "", ACCOUNT, "role/Backup");
    static final Arn SHARE =
            Arn.of("elasticfilesystem", "us-east-1", ACCOUNT, "file-system/fs-0123456789abcdef0");

    /** Machines that run tests may be busy with others. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Accounts ACCOUNTS =
            new Accounts(
                    List.of(
                            new Account(ACCOUNT, "main", "o-home"),
                            new Account("210987654321", "sister", "o-home"),
                            new Account("555555555555", "stranger", null)));

    /** Ahead of the machine, so that files just written count as settled. */
    final ServiceClock clock =
            new ServiceClock(() -> InstantSource.system().instant().plusSeconds(10));

    /** Whether cross-account backup is switched on. */
    volatile boolean crossAccount;

    final Database database;
    final RegionSettings settings;
    final Vaults vaults;
    final RecoveryPoints points;
    final Resources resources;
    final JobLog log;
    final VaultLocks locks;
    final PointUpkeep upkeep;

    /** Stores that a recovery point has gone from, one for each time. */
    final List<SealedStore> deletedFrom = new CopyOnWriteArrayList<>();

    final LifecycleRounds lifecycles;
    final Workers workers;
    final BackupJobs backups;
    final CopyJobs copies;
    final RestoreJobs restores;
    final Stores stores;
    final VaultNotifications notifications;
    final VaultPolicies policies;
    final LifecycleChanges lifecycleChanges;

    /** All events wait for the sink {@code events}, notifications for {@code notices}. */
    final WaitingEvents waiting;

    private final List<Runner> runners;
    final Catalogue catalogue;
    final AccountStores accountStores;
    private final DomainSecrets domains;

    /**
     * @param folder for the master key and for restored resources
     * @param blobs gives the blobs at a location, the same ones each time
     */
    JobHouse(Path folder, Database database, Sites blobs, Connector connector) {
        this(folder, database, blobs, connector, new HouseRules(Limits.DEFAULT, false, true));
    }

    /** The same, with other rules. */
    JobHouse(Path folder, Database database, Sites blobs, Connector connector, HouseRules rules) {
        this.database = database;
        var provider = MasterKey.openOrCreate(folder.resolve("master.key"), Optional.empty());
        var keyring = new StoreKeyring(provider);
        vaults = new Vaults(database, keyring, clock, MissingVault.ACCESS_DENIED);
        notifications = new VaultNotifications(database);
        waiting = new WaitingEvents(database, clock);
        var outbox =
                new Outbox(waiting, clock, List.of("events"), List.of("notices"), notifications);
        var journal = new Journal(database, outbox);
        points = new RecoveryPoints(journal);
        lifecycleChanges = new LifecycleChanges(journal, points, clock);
        policies = new VaultPolicies(database, clock, _ -> true);
        resources = new Resources(database, clock);
        log = new JobLog(database);
        var lockTime = new LockTime(database, clock);
        locks = new VaultLocks(database, lockTime);
        workers = new Workers(database, clock, rules.limits(), 4);
        stores =
                new Stores(
                        new StoreDatabase(database.writes(), database.reads(), clock),
                        provider,
                        blobs);
        domains = new DomainSecrets(database, keyring, clock);
        var acceptance = new Acceptance(database, new Tokens(database), workers);
        var roles = new Roles(Set.of());
        var connectors = new Connectors(List.of(connector, new BlocksConnector()));
        var orders = new RestoreOrders(resources, connectors, folder.resolve("restored"));
        settings = new RegionSettings(database);
        backups =
                new BackupJobs(
                        journal,
                        acceptance,
                        new BackupSubjects(vaults, resources, roles, settings, clock),
                        workers,
                        clock);
        var copyRules = new CopyRules(new CopyPlans(vaults, points), gates(roles));
        copies =
                new CopyJobs(
                        journal, acceptance, new CopySources(copyRules, clock), workers, clock);
        restores =
                new RestoreJobs(
                        journal, acceptance, new RestoreSources(points, roles, orders, clock));
        catalogue = new Catalogue(database, vaults, points, resources, log);
        accountStores = new AccountStores(stores, rules.regions(), domains, provider);
        upkeep = new PointUpkeep(catalogue, accountStores, deletedFrom::add);
        var due = new DuePoints(journal, points);
        var cold = new ColdMoves(due, catalogue, accountStores, upkeep, deletedFrom::add);
        lifecycles = new LifecycleRounds(due, upkeep, cold, lockTime, clock);
        runners =
                List.of(
                        new BackupRunner(backups, catalogue, accountStores, connectors, clock),
                        new CopyRunner(copies, catalogue, accountStores, copyRules, clock),
                        new RestoreRunner(restores, catalogue, accountStores, orders, clock));
    }

    private Gates gates(Roles roles) {
        var identities = new Identities(ACCOUNTS, List.of(), List.of());
        var rights =
                new CopyRights(
                        identities,
                        new Holdings(vaults, points, policies),
                        new Circumstances(identities, clock, false));
        return new Gates(
                List.of(
                        new RoleGate(roles),
                        new PointStateGate(),
                        new ResourceTypeGate((account, region, type) -> true),
                        new LifecycleGate(clock)),
                List.of(
                        new OrganizationGate(ACCOUNTS),
                        new CrossAccountGate(_ -> crossAccount),
                        new RegionGate(new HouseRules(Limits.DEFAULT, false, true).regions()),
                        new DefaultVaultGate(),
                        new CopyFeatureGate(),
                        new DestinationVaultGate(),
                        new CopyFromGate(rights),
                        new CopyIntoGate(rights),
                        new EncryptionKeysGate(),
                        new VaultLockGate(),
                        new TagsGate()));
    }

    /** What makes this house's database again from its stores. */
    Rebuild rebuild() {
        return new Rebuild(new Rebuilding(database, clock), catalogue, accountStores, domains);
    }

    DamageReports damageReports(Events events) {
        return new DamageReports(catalogue, events);
    }

    JobHouse started() {
        workers.start(runners);
        return this;
    }

    /** A vault that lets copies of every account in. */
    Vault vault(Caller caller, String name) {
        var vault =
                vaults.create(new VaultOrder(caller, new VaultName(name), null, null, Tags.NONE));
        policies.put(vault, policy("Allow", "backup:CopyIntoBackupVault"));
        return vault;
    }

    /** A vault's policy about everybody and everything. */
    static String policy(String effect, String action) {
        return """
        {"Version": "2012-10-17", "Statement":
         {"Effect": "%s", "Principal": "*", "Action": "%s", "Resource": "*"}}
        """
                .formatted(effect, action);
    }

    /** The vault of the site. */
    Vault home() {
        return vaults.find(ACCOUNT, "us-east-1", "home").orElseThrow();
    }

    void share(Path path) {
        resources.add(new DeclaredResource(SHARE, path));
    }

    BackupJob backUp(String vault) {
        return backups.accept(backup(vault, Lifecycle.NONE, Tags.NONE));
    }

    /** A backup of that resource. */
    static BackupOrder backupOf(Arn resource, String vault) {
        var like = backup(vault, Lifecycle.NONE, Tags.NONE);
        return new BackupOrder(
                EAST,
                like.vault(),
                resource,
                ROLE,
                like.windows(),
                like.lifecycle(),
                like.tags(),
                Map.of(),
                null);
    }

    static BackupOrder backup(String vault, Lifecycle lifecycle, Tags tags) {
        return new BackupOrder(
                EAST,
                new VaultName(vault),
                SHARE,
                ROLE,
                new Windows(Windows.DEFAULT_START, null),
                lifecycle,
                tags,
                Map.of(),
                null);
    }

    CopyJob copy(RecoveryPoint point, Arn destination, @Nullable Lifecycle lifecycle) {
        return copies.accept(orderOf(point, destination, lifecycle));
    }

    /** What a copy is asked for by. */
    static CopyOrder orderOf(RecoveryPoint point, Arn destination, @Nullable Lifecycle lifecycle) {
        var account = point.home().account();
        return new CopyOrder(
                new Caller(account, point.home().region(), "testing"),
                point.arn(),
                new VaultName(point.home().vaultName()),
                destination,
                role(account),
                lifecycle == null ? AskedLifecycle.INHERITED : AskedLifecycle.own(lifecycle),
                null);
    }

    private static Arn role(String account) {
        return Arn.of("iam", "", account, "role/Backup");
    }

    RestoreJob restore(RecoveryPoint point, Map<String, String> metadata) {
        var caller = new Caller(point.home().account(), point.home().region(), "testing");
        return restores.accept(
                new RestoreRequest(
                        caller, point.arn(), metadata, null, role(caller.account()), null));
    }

    BackupState ended(BackupJob job) {
        return await().atMost(PATIENCE)
                .until(
                        () -> backups.find(job.id()).orElseThrow().state(),
                        state ->
                                !(state instanceof BackupState.Created
                                        || state instanceof BackupState.Running
                                        || state instanceof BackupState.Aborting));
    }

    CopyState ended(CopyJob job) {
        return await().atMost(PATIENCE)
                .until(
                        () -> copies.find(job.id()).orElseThrow().state(),
                        state ->
                                state instanceof CopyState.Completed
                                        || state instanceof CopyState.Partial
                                        || state instanceof CopyState.Failed);
    }

    RestoreState ended(RestoreJob job) {
        return await().atMost(PATIENCE)
                .until(
                        () -> restores.find(job.id()).orElseThrow().state(),
                        state ->
                                state instanceof RestoreState.Completed
                                        || state instanceof RestoreState.Failed);
    }

    /** The recovery point that a job made, once it has. */
    RecoveryPoint completed(BackupJob job) {
        assertThat(ended(job)).isInstanceOf(BackupState.Completed.class);
        return points.findById(job.pointId()).orElseThrow();
    }

    /** As SIGTERM does it. */
    @Override
    public void close() {
        workers.stop(Duration.ofSeconds(10));
    }
}
