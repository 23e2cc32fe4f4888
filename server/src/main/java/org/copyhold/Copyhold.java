package org.copyhold;

import org.copyhold.api.Api;
import org.copyhold.api.http.ApiServer;
import org.copyhold.api.http.Doors;
import org.copyhold.api.http.Listen;
import org.copyhold.api.sigv4.Verifier;
import org.copyhold.control.access.AccessKeys;
import org.copyhold.control.access.Account;
import org.copyhold.control.access.Accounts;
import org.copyhold.control.job.JobLog;
import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.control.resource.Resources;
import org.copyhold.kit.Credential;
import org.copyhold.kit.Regions;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A server: one data folder, open. {@link #open} makes it ready to be looked after, {@link #serve}
 * runs jobs and answers requests.
 */
public final class Copyhold implements AutoCloseable {
    private final Config config;
    private final DataFolder folder;
    private final Database database;
    private final AccessKeys accessKeys;
    private final Regions regions;
    private final Administration administration;
    private @Nullable ApiServer listener;

    private Copyhold(Config config, DataFolder folder, Database database) {
        this.config = config;
        this.folder = folder;
        this.database = database;
        var clock = ServiceClock.system();
        var provider = MasterKeys.open(config.masterKey(), database);
        var keyring = new ProviderKeyring(provider);
        this.regions = regions(config);
        this.accessKeys = new AccessKeys(database, keyring, clock, credentials(config));
        var resources = new Resources(database, clock);
        resources.configure(declared(config));
        this.administration =
                new Administration(
                        accounts(config), regions, resources, accessKeys, new JobLog(database));
    }

    /**
     * Locks the data folder and opens all that lies in it; runs nothing yet.
     *
     * @throws StartException when another process has the folder
     * @throws org.copyhold.store.StoreException when the master key is missing or another's
     */
    public static Copyhold open(Config config) {
        var folder = DataFolder.lock(config.data());
        Database database = null;
        try {
            database = Database.sqlite(folder.resolve("copyhold.db"));
            database.migrate();
            return new Copyhold(config, folder, database);
        } catch (RuntimeException e) {
            if (database != null) {
                database.close();
            }
            folder.close();
            throw e;
        }
    }

    /** What an operator can do. */
    public Administration administration() {
        return administration;
    }

    /** Starts the workers, then opens the port; requests are answered from then on. */
    public synchronized URI serve() {
        var verifier = new Verifier(accessKeys::find, regions.names(), InstantSource.system());
        var doors = new Doors(() -> true, null, null);
        listener = ApiServer.start(listen(config), verifier, new Api(List.of()), doors);
        return listener.address();
    }

    /**
     * Port, workers, database: everything ends within ten seconds, and running jobs go on later.
     */
    @Override
    public synchronized void close() {
        if (listener != null) {
            listener.close();
        }
        database.close();
        folder.close();
    }

    private static Listen listen(Config config) {
        var tls = config.tls();
        return new Listen(
                config.listen().host(),
                config.listen().port(),
                tls == null ? null : new Listen.Tls(tls.certificate(), tls.key()));
    }

    private static Regions regions(Config config) {
        var roots = new LinkedHashMap<String, String>();
        config.regions().forEach((name, region) -> roots.put(name, region.store()));
        return new Regions(roots);
    }

    private static Accounts accounts(Config config) {
        return new Accounts(
                config.accounts().stream()
                        .map(it -> new Account(it.id(), it.name(), it.organization()))
                        .toList());
    }

    private static Map<String, Credential> credentials(Config config) {
        var credentials = new LinkedHashMap<String, Credential>();
        for (var account : config.accounts()) {
            for (var key : account.accessKeys()) {
                credentials.put(key.id(), new Credential(account.id(), key.secret()));
            }
        }
        return credentials;
    }

    private static List<DeclaredResource> declared(Config config) {
        return config.resources().stream()
                .map(it -> new DeclaredResource(it.arn(), it.path()))
                .toList();
    }
}
