package org.copyhold;

import org.copyhold.connect.blocks.BlocksConnector;
import org.copyhold.connect.buckets.BucketsConnector;
import org.copyhold.connect.files.FilesConnector;
import org.copyhold.connect.postgres.PostgresConnector;
import org.copyhold.connect.tables.TablesConnector;
import org.copyhold.control.access.Account;
import org.copyhold.control.access.Authorisation;
import org.copyhold.control.access.DomainSecrets;
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
import org.copyhold.control.copy.gate.EncryptionKeysGate;
import org.copyhold.control.copy.gate.LifecycleGate;
import org.copyhold.control.copy.gate.OrganizationGate;
import org.copyhold.control.copy.gate.PointStateGate;
import org.copyhold.control.copy.gate.RegionGate;
import org.copyhold.control.copy.gate.ResourceTypeGate;
import org.copyhold.control.copy.gate.RoleGate;
import org.copyhold.control.copy.gate.TagsGate;
import org.copyhold.control.copy.gate.VaultLockGate;
import org.copyhold.control.event.Journal;
import org.copyhold.control.job.Acceptance;
import org.copyhold.control.job.JobLog;
import org.copyhold.control.job.Roles;
import org.copyhold.control.point.Deletions;
import org.copyhold.control.point.DuePoints;
import org.copyhold.control.point.LifecycleChanges;
import org.copyhold.control.point.Rebuilding;
import org.copyhold.control.point.RecoveryPoints;
import org.copyhold.control.resource.ProtectedResources;
import org.copyhold.control.resource.Resources;
import org.copyhold.control.restore.RestoreJobs;
import org.copyhold.control.restore.RestoreSources;
import org.copyhold.control.setting.GlobalSettings;
import org.copyhold.control.setting.RegionSettings;
import org.copyhold.control.vault.LockTime;
import org.copyhold.control.vault.VaultLocks;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Regions;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.copyhold.store.Stores;
import org.copyhold.store.blob.Throttle;
import org.copyhold.store.index.ScrubTotals;
import org.copyhold.store.index.StoreDatabase;
import org.copyhold.store.seal.KeyProvider;
import org.copyhold.work.AccountStores;
import org.copyhold.work.BackupRunner;
import org.copyhold.work.Catalogue;
import org.copyhold.work.ColdMoves;
import org.copyhold.work.CollectionRounds;
import org.copyhold.work.Connectors;
import org.copyhold.work.CopyRunner;
import org.copyhold.work.DamageReports;
import org.copyhold.work.History;
import org.copyhold.work.LifecycleRounds;
import org.copyhold.work.PointUpkeep;
import org.copyhold.work.Rebuild;
import org.copyhold.work.RestoreOrders;
import org.copyhold.work.RestoreRunner;
import org.copyhold.work.RetentionRounds;
import org.copyhold.work.Runner;
import org.copyhold.work.ScrubPlaces;
import org.copyhold.work.ScrubRounds;
import org.copyhold.work.StoreEstimates;
import org.copyhold.work.Workers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All that keeps something, wired; nothing of it runs by itself. */
final class Keepers {
    final ServiceClock clock;
    final Regions regions;
    final AccessKeepers access;
    final EventKeepers events;
    final Vaults vaults;
    final LockTime lockTime;
    final VaultLocks vaultLocks;
    final GlobalSettings globalSettings;
    final RegionSettings regionSettings;
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
    final DomainSecrets domains;
    final Rebuilding rebuilding;
    final Places places;
    final AccountStores stores;
    final Workers workers;
    final CollectionRounds collections;
    final ScrubRounds scrubs;
    final RetentionRounds retention;
    final PointUpkeep upkeep;
    final History history;
    final Catalogue catalogue;
    private final Connectors connectors;
    private final RestoreOrders restoreOrders;
    private final ScrubPlaces scrubPlaces;

    Keepers(Config config, Database database, KeyProvider provider, ServiceClock clock) {
        var keyring = new ProviderKeyring(provider);
        var roles = Settings.roles(config);
        this.clock = clock;
        connectors = connectors(config);
        regions = Settings.regions(config);
        access = new AccessKeepers(config, database, keyring, clock);
        events = new EventKeepers(config.events(), database, clock);
        var journal = events.journal;
        vaults = new Vaults(database, keyring, clock, config.missingVault());
        lockTime = new LockTime(database, clock);
        vaultLocks = new VaultLocks(database, lockTime);
        globalSettings = new GlobalSettings(database, access.accounts, clock);
        regionSettings = new RegionSettings(database);
        resources = new Resources(database, clock);
        protectedResources = new ProtectedResources(database);
        points = new RecoveryPoints(journal);
        authorisation = access.authorisation(vaults, points);
        jobLog = new JobLog(database);
        catalogue = new Catalogue(database, vaults, points, resources, jobLog);
        domains = new DomainSecrets(database, keyring, clock);
        rebuilding = new Rebuilding(database, clock);
        places = new Places(config.regions(), config.data().resolve("spool"));
        stores = stores(database, provider);
        collections = new CollectionRounds(this::existingStores, config.collectEvery());
        scrubPlaces = scrubPlaces(config.scrub());
        scrubs = scrubs(config.scrub());
        upkeep = new PointUpkeep(catalogue, stores, collections::deletedFrom);
        retention = new RetentionRounds(catalogue, vaultLocks, stores, upkeep, clock);
        deletions = new Deletions(points, upkeep::dispose);
        lifecycleChanges = new LifecycleChanges(journal, points, clock);
        lifecycles = lifecycles(journal);
        restoreOrders = new RestoreOrders(resources, connectors, config.data().resolve("restored"));
        workers = new Workers(database, clock, config.limits(), config.workers());
        tokens = new Tokens(database);
        var acceptance = new Acceptance(database, tokens, workers);
        backupJobs = backupJobs(journal, acceptance, roles);
        copyRules =
                new CopyRules(new CopyPlans(vaults, points), gates(roles, config.copyFromCold()));
        copyJobs = new CopyJobs(journal, acceptance, sources(config), workers, clock);
        preflight = new Preflight(copyRules, new StoreEstimates(stores));
        restoreJobs =
                new RestoreJobs(
                        journal,
                        acceptance,
                        new RestoreSources(points, roles, restoreOrders, clock));
        history = history(config.history());
    }

    private static Connectors connectors(Config config) {
        var endpoints = Settings.endpoints(config);
        return new Connectors(
                List.of(
                        new FilesConnector(),
                        new BlocksConnector(),
                        new BucketsConnector(endpoints),
                        new TablesConnector(endpoints),
                        new PostgresConnector(Settings.databases(config))));
    }

    private CopySources sources(Config config) {
        var mostWaiting = config.limits().waitingCopies();
        return new CopySources(copyRules, clock, mostWaiting, config.readBack());
    }

    private ScrubRounds scrubs(ScrubConfig config) {
        var reports = new DamageReports(catalogue, events.journal.events());
        var throttle = new Throttle(config.bytesPerSecond());
        var order = new ScrubRounds.Order(config.every(), throttle, scrubPlaces);
        return new ScrubRounds(this::existingStores, order, reports, clock);
    }

    private ScrubPlaces scrubPlaces(ScrubConfig config) {
        return new ScrubPlaces(
                regions,
                () -> access.accounts.list().stream().map(Account::id).toList(),
                config.buckets());
    }

    /** What the last complete verification of each store comes to. */
    ScrubTotals scrubbed() {
        return stores.scrubbed(location -> scrubPlaces.of(location).isPresent());
    }

    private BackupJobs backupJobs(Journal journal, Acceptance acceptance, Roles roles) {
        return new BackupJobs(
                journal,
                acceptance,
                new BackupSubjects(vaults, resources, roles, regionSettings, clock),
                workers,
                clock);
    }

    private LifecycleRounds lifecycles(Journal journal) {
        var due = new DuePoints(journal, points);
        var cold = new ColdMoves(due, catalogue, stores, upkeep, collections::deletedFrom);
        return new LifecycleRounds(due, upkeep, cold, lockTime, clock);
    }

    private AccountStores stores(Database database, KeyProvider provider) {
        return new AccountStores(
                new Stores(
                        new StoreDatabase(database.writes(), database.reads(), clock),
                        provider,
                        places),
                regions,
                domains,
                provider);
    }

    /**
     * The stores that hold something, in no order.
     *
     * @param shut told of each that cannot be opened now
     */
    List<SealedStore> existingStores(Consumer<StoreException> shut) {
        var found = new ArrayList<SealedStore>();
        for (var account : access.accounts.list()) {
            for (var region : regions.names()) {
                found.addAll(stores.known(account.id(), region, shut));
            }
        }
        return found;
    }

    private History history(Duration kept) {
        return new History(
                catalogue,
                tokens,
                clock,
                kept,
                List.of(backupJobs::forget, copyJobs::forget, restoreJobs::forget));
    }

    /** What a copy has to pass, in order: a line each. */
    private Gates gates(Roles roles, boolean copyFromCold) {
        var rights = access.copyRights(vaults, points);
        return new Gates(
                List.of(
                        new RoleGate(roles),
                        new PointStateGate(copyFromCold),
                        new ResourceTypeGate(regionSettings::isOptedIn),
                        new LifecycleGate(clock)),
                List.of(
                        new OrganizationGate(access.accounts),
                        new CrossAccountGate(globalSettings::crossAccountCopiesOf),
                        new RegionGate(regions),
                        new DefaultVaultGate(),
                        new CopyFeatureGate(),
                        new DestinationVaultGate(),
                        new CopyFromGate(rights),
                        new CopyIntoGate(rights),
                        new EncryptionKeysGate(),
                        new VaultLockGate(),
                        new TagsGate()));
    }

    /** What makes a lost database again. */
    Rebuild rebuild() {
        return new Rebuild(rebuilding, catalogue, stores, domains);
    }

    /** What runs the jobs of each kind. */
    List<Runner> runners() {
        return List.of(
                new BackupRunner(backupJobs, catalogue, stores, connectors, clock),
                new CopyRunner(copyJobs, catalogue, stores, copyRules, clock),
                new RestoreRunner(restoreJobs, catalogue, stores, restoreOrders, clock));
    }
}
