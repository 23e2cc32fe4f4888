package org.copyhold;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.copyhold.api.Api;
import org.copyhold.api.access.PolicyGate;
import org.copyhold.api.http.ApiServer;
import org.copyhold.api.http.Doors;
import org.copyhold.api.sigv4.Verifier;
import org.copyhold.connect.files.FilesConnector;
import org.copyhold.control.point.Rebuilding;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.copyhold.store.seal.Sealer;
import org.copyhold.work.Rebuild;
import org.copyhold.work.RebuildReport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * A server: one data folder, open. {@link #open} makes it ready to be looked after, {@link #serve}
 * runs jobs and answers requests.
 */
public final class Copyhold implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Copyhold.class);

    private static final String DATABASE = "copyhold.db";

    /** With the listener's own grace, less than the ten seconds that a stop may take. */
    private static final Duration FOR_JOBS_TO_STOP = Duration.ofSeconds(5);

    private final Config config;
    private final DataFolder folder;
    private final Database database;
    private final Keepers keepers;
    private final Administration administration;
    private @Nullable ApiServer listener;
    private boolean closed;

    private Copyhold(Config config, DataFolder folder, Database database) {
        this.config = config;
        this.folder = folder;
        this.database = database;
        refuseHalf(database);
        var key = MasterKeys.open(config.masterKey(), database);
        var keys = KmsConfig.keys(key, config.kms());
        keepers = new Keepers(config, database, keys, ServiceClock.system());
        keepers.resources.configure(Settings.resources(config));
        administration = new Administration(keepers);
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
            database = Database.sqlite(folder.resolve(DATABASE));
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

    /**
     * Makes a lost database again from the stores and the master key.
     *
     * @throws StartException when a process has the data folder
     * @throws org.copyhold.store.StoreException when the master key is missing
     * @throws org.copyhold.kit.BackupException when the database is not empty
     */
    public static RebuildReport rebuild(Config config) {
        var folder = DataFolder.lock(config.data());
        try (var database = Database.sqlite(folder.resolve(DATABASE))) {
            database.migrate();
            var key = MasterKeys.openOnly(config.masterKey());
            var keys = KmsConfig.keys(key, config.kms());
            var keepers = new Keepers(config, database, keys, ServiceClock.system());
            var report = keepers.rebuild().run(places(config));
            MasterKeys.remember(key, database);
            return report;
        } finally {
            folder.close();
        }
    }

    private static List<Rebuild.Place> places(Config config) {
        return config.accounts().stream()
                .flatMap(
                        account ->
                                config.regions().keySet().stream()
                                        .map(region -> new Rebuild.Place(account.id(), region)))
                .toList();
    }

    /** What a rebuild has not brought back yet would look as if it were gone. */
    private static void refuseHalf(Database database) {
        if (new Rebuilding(database, ServiceClock.system()).isUnfinished()) {
            throw new StartException(
                    "A rebuild of the database was begun and has not ended. Run \"copyhold store"
                            + " rebuild\" again; it goes on where it was.");
        }
    }

    /** What an operator can do. */
    public Administration administration() {
        return administration;
    }

    /**
     * Starts the workers, then opens the port; requests are answered from then on. Once only.
     *
     * @return where clients reach it
     * @throws StartException when the port cannot be opened
     */
    public synchronized URI serve() {
        keepers.places.look();
        keepers.events.deliveries.start();
        keepers.workers.start(keepers.runners());
        keepers.upkeep.start();
        keepers.lifecycles.start();
        keepers.history.start();
        keepers.collections.start();
        keepers.scrubs.start();
        keepers.retention.start();
        try {
            var verifier =
                    new Verifier(
                            keepers.access.keys::find,
                            keepers.regions.names(),
                            InstantSource.system());
            var api = new Api(Operations.over(keepers), new PolicyGate(keepers.authorisation));
            listener = ApiServer.start(Settings.listen(config), verifier, api, doors());
        } catch (IllegalStateException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        }
        LOG.info("Serving {} from {}", listener.address(), config.data());
        Thread.ofPlatform().daemon().name("native-code").start(Copyhold::prepare);
        return listener.address();
    }

    /** So that the first job need not wait for it. */
    private static void prepare() {
        Sealer.prepare();
        FilesConnector.prepare();
    }

    /**
     * Port, workers, database: everything ends within ten seconds, and running jobs go on later.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (listener != null) {
            listener.close();
        }
        keepers.retention.close();
        keepers.scrubs.close();
        keepers.collections.close();
        keepers.lifecycles.close();
        keepers.upkeep.close();
        keepers.history.close();
        keepers.workers.stop(FOR_JOBS_TO_STOP);
        keepers.events.deliveries.close();
        keepers.places.close();
        database.close();
        folder.close();
        LOG.info("Closed {}", config.data());
    }

    private Doors doors() {
        return new Doors(
                () -> true,
                config.metrics() ? metrics() : null,
                config.testing() ? new TestingDoors(database, keepers) : null);
    }

    private static double oldestScrub(Keepers keepers) {
        var oldest = keepers.scrubbed().oldest();
        return oldest == null ? 0 : oldest.getEpochSecond();
    }

    private PrometheusMeterRegistry metrics() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        for (var sink : keepers.events.deliveries.names()) {
            Gauge.builder("copyhold.events.waiting", () -> keepers.events.waiting.count(sink))
                    .description("Events that a sink has not got yet")
                    .tag("sink", sink)
                    .register(registry);
        }
        Gauge.builder("copyhold.scrub.oldest.seconds", keepers, Copyhold::oldestScrub)
                .description("When the store was verified as a whole that waits longest; 0: never")
                .register(registry);
        Gauge.builder("copyhold.scrub.bytes", keepers, it -> it.scrubbed().bytes())
                .description("Bytes that the last whole verification of each store read")
                .register(registry);
        Gauge.builder("copyhold.scrub.damages", keepers, it -> it.scrubbed().lost())
                .description("Damages that it found and that no store could heal")
                .register(registry);
        return registry;
    }
}
