package org.copyhold;

import org.copyhold.connect.files.FilesConnector;
import org.copyhold.control.access.AccessKeys;
import org.copyhold.control.access.Accounts;
import org.copyhold.control.access.Authorisation;
import org.copyhold.control.access.Circumstances;
import org.copyhold.control.access.CopyRights;
import org.copyhold.control.access.DomainSecrets;
import org.copyhold.control.access.Holdings;
import org.copyhold.control.backup.BackupJobs;
import org.copyhold.control.backup.BackupSubjects;
import org.copyhold.control.call.Tokens;
import org.copyhold.control.copy.CopyJobs;
import org.copyhold.control.copy.CopyPlans;
import org.copyhold.control.copy.CopyRules;
import org.copyhold.control.copy.CopySources;
import org.copyhold.control.copy.Gates;
import org.copyhold.control.copy.Preflight;
import org.copyhold.control.copy.gate.CopyFeatureGate;
import org.copyhold.control.copy.gate.CopyFromGate;
import org.copyhold.control.copy.gate.CopyIntoGate;
import org.copyhold.control.copy.gate.CrossAccountGate;
import org.copyhold.control.copy.gate.DefaultVaultGate;
import org.copyhold.control.copy.gate.DestinationVaultGate;
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
import org.copyhold.control.job.Roles;
import org.copyhold.control.point.Deletions;
import org.copyhold.control.point.DuePoints;
import org.copyhold.control.point.LifecycleChanges;
import org.copyhold.control.point.RecoveryPoints;
import org.copyhold.control.resource.ProtectedResources;
import org.copyhold.control.resource.Resources;
import org.copyhold.control.restore.RestoreJobs;
import org.copyhold.control.restore.RestoreSources;
import org.copyhold.control.setting.GlobalSettings;
import org.copyhold.control.setting.RegionSettings;
import org.copyhold.control.vault.LockTime;
import org.copyhold.control.vault.VaultLocks;
import org.copyhold.control.vault.VaultNotifications;
import org.copyhold.control.vault.VaultPolicies;
import org.copyhold.control.vault.Vaults;
import org.copyhold.deliver.Backoff;
import org.copyhold.deliver.Deliveries;
import org.copyhold.kit.Regions;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.copyhold.store.Stores;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.FileBlobs;
import org.copyhold.store.seal.KeyProvider;
import org.copyhold.work.AccountStores;
import org.copyhold.work.BackupRunner;
import org.copyhold.work.Catalogue;
import org.copyhold.work.Connectors;
import org.copyhold.work.CopyRunner;
import org.copyhold.work.History;
import org.copyhold.work.LifecycleRounds;
import org.copyhold.work.PointUpkeep;
import org.copyhold.work.RestoreOrders;
import org.copyhold.work.RestoreRunner;
import org.copyhold.work.Runner;
import org.copyhold.work.StoreEstimates;
import org.copyhold.work.Workers;

import java.nio.file.Path;
import java.util.List;

/** All that keeps something, wired; nothing of it runs by itself. */
final class Keepers {
    private static final String FILE = "file:";

    final ServiceClock clock;
    final Accounts accounts;
    final Regions regions;
    final AccessKeys accessKeys;
    final Vaults vaults;
    final LockTime lockTime;
    final VaultLocks vaultLocks;
    final VaultNotifications vaultNotifications;
    final GlobalSettings globalSettings;
    final RegionSettings regionSettings;
    final VaultPolicies vaultPolicies;
    final Authorisation authorisation;
    final Resources resources;
    final ProtectedResources protectedResources;
    final RecoveryPoints points;
    final Deletions deletions;
    final LifecycleChanges lifecycleChanges;
    final LifecycleRounds lifecycles;
    final JobLog jobLog;
    final Tokens tokens;
    final BackupJobs backupJobs;
    final CopyRules copyRules;
    final CopyJobs copyJobs;
    final Preflight preflight;
    final RestoreJobs restoreJobs;
    final AccountStores stores;
    final Workers workers;
    final PointUpkeep upkeep;
    private final CopyRights copyRights;
    final WaitingEvents waitingEvents;
    final Deliveries deliveries;
    final History history;
    private final Catalogue catalogue;
    private final Connectors connectors = new Connectors(List.of(new FilesConnector()));
    private final RestoreOrders restoreOrders;

    Keepers(Config config, Database database, KeyProvider provider, ServiceClock clock) {
        var keyring = new ProviderKeyring(provider);
        var roles = Settings.roles(config);
        this.clock = clock;
        accounts = Settings.accounts(config);
        regions = Settings.regions(config);
        var identities = Settings.identities(config, accounts);
        accessKeys =
                new AccessKeys(database, keyring, clock, identities, Settings.credentials(config));
        vaults = new Vaults(database, keyring, clock, config.missingVault());
        lockTime = new LockTime(database, clock);
        vaultLocks = new VaultLocks(database, lockTime);
        vaultNotifications = new VaultNotifications(database);
        globalSettings = new GlobalSettings(database, accounts, clock);
        regionSettings = new RegionSettings(database);
        vaultPolicies = new VaultPolicies(database, clock, identities::knows);
        resources = new Resources(database, clock);
        protectedResources = new ProtectedResources(database);
        var sinks = Sinks.of(config.events(), clock);
        waitingEvents = new WaitingEvents(database, clock);
        deliveries = new Deliveries(waitingEvents, sinks.all(), Backoff.DEFAULT);
        var journal = new Journal(database, events(sinks));
        points = new RecoveryPoints(journal);
        var holdings = new Holdings(vaults, points, vaultPolicies);
        var circumstances = new Circumstances(identities, clock, config.tls() != null);
        authorisation = new Authorisation(identities, holdings, circumstances);
        copyRights = new CopyRights(identities, holdings, circumstances);
        jobLog = new JobLog(database);
        catalogue = new Catalogue(database, vaults, points, resources, jobLog);
        stores =
                new AccountStores(
                        new Stores(database.writes(), database.reads(), provider, Keepers::blobs),
                        regions,
                        new DomainSecrets(database, keyring, clock),
                        provider);
        upkeep = new PointUpkeep(catalogue, stores);
        deletions = new Deletions(points, upkeep::dispose);
        lifecycleChanges = new LifecycleChanges(journal, points, clock);
        lifecycles =
                new LifecycleRounds(
                        new DuePoints(journal, points), points, upkeep, lockTime, clock);
        restoreOrders = new RestoreOrders(resources, connectors, config.data().resolve("restored"));
        workers = new Workers(database, clock, config.limits(), config.workers());
        tokens = new Tokens(database);
        var acceptance = new Acceptance(database, tokens, workers);
        backupJobs =
                new BackupJobs(
                        journal,
                        acceptance,
                        new BackupSubjects(vaults, resources, roles, clock),
                        workers,
                        clock);
        copyRules = new CopyRules(new CopyPlans(vaults, points), gates(roles));
        copyJobs =
                new CopyJobs(
                        journal,
                        acceptance,
                        new CopySources(copyRules, clock, config.limits().waitingCopies()),
                        workers,
                        clock);
        preflight = new Preflight(copyRules, new StoreEstimates(stores));
        restoreJobs =
                new RestoreJobs(
                        journal,
                        acceptance,
                        new RestoreSources(points, roles, restoreOrders, clock));
        history =
                new History(
                        catalogue,
                        tokens,
                        clock,
                        config.history(),
                        List.of(backupJobs::forget, copyJobs::forget, restoreJobs::forget));
    }

    /** Where nobody listens, nothing is written. */
    private Events events(Sinks sinks) {
        return sinks.all().isEmpty()
                ? Events.NONE
                : new Outbox(
                        waitingEvents,
                        clock,
                        Sinks.names(sinks.events()),
                        Sinks.names(sinks.notifications()),
                        vaultNotifications);
    }

    /** What a copy has to pass, in order: a line each. */
    private Gates gates(Roles roles) {
        return new Gates(
                List.of(
                        new RoleGate(roles),
                        new PointStateGate(),
                        new ResourceTypeGate(regionSettings::isOptedIn),
                        new LifecycleGate(clock)),
                List.of(
                        new OrganizationGate(accounts),
                        new CrossAccountGate(globalSettings::crossAccountCopiesOf),
                        new RegionGate(regions),
                        new DefaultVaultGate(),
                        new CopyFeatureGate(),
                        new DestinationVaultGate(),
                        new CopyFromGate(copyRights),
                        new CopyIntoGate(copyRights),
                        new VaultLockGate(),
                        new TagsGate()));
    }

    /** What runs the jobs of each kind. */
    List<Runner> runners() {
        return List.of(
                new BackupRunner(backupJobs, catalogue, stores, connectors, clock),
                new CopyRunner(copyJobs, catalogue, stores, copyRules, clock),
                new RestoreRunner(restoreJobs, catalogue, stores, restoreOrders, clock));
    }

    private static BlobStore blobs(String location) {
        if (!location.startsWith(FILE)) {
            throw new IllegalArgumentException("No kind of store lies at " + location);
        }
        return FileBlobs.open(Path.of(location.substring(FILE.length())));
    }
}
