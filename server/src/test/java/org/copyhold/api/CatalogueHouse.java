package org.copyhold.api;

import org.copyhold.control.event.Events;
import org.copyhold.control.event.Journal;
import org.copyhold.control.key.FakeKeyring;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.point.RecoveryPoints;
import org.copyhold.control.point.SamplePoints;
import org.copyhold.control.resource.ProtectedResources;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.MissingVault;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.VaultName;
import org.copyhold.control.vault.VaultOrder;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Caller;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;

import java.nio.file.Path;
import java.time.Instant;

/** The keepers behind the operations on vaults and recovery points, over a real database. */
public final class CatalogueHouse implements AutoCloseable {
    public static final Caller EAST = new Caller("123456789012", "us-east-1", "testing");
    public static final Caller WEST = new Caller("123456789012", "eu-west-1", "testing");
    public static final Caller STRANGER = new Caller("210987654321", "us-east-1", "stranger");

    public final ServiceClock clock =
            new ServiceClock(() -> Instant.parse("2026-01-01T00:00:00.123Z"));
    public final Vaults vaults;
    public final RecoveryPoints points;
    public final ProtectedResources resources;
    private final Database database;

    public CatalogueHouse(Path folder) {
        database = TestDatabases.sqlite(folder);
        vaults = new Vaults(database, new FakeKeyring(), clock, MissingVault.ACCESS_DENIED);
        points = new RecoveryPoints(new Journal(database, Events.NONE));
        resources = new ProtectedResources(database);
    }

    /** Makes a vault. */
    public Vault vault(Caller caller, String name) {
        return vaults.create(new VaultOrder(caller, new VaultName(name), null, null, Tags.NONE));
    }

    /** Adds a recovery point. */
    public RecoveryPoint add(SamplePoints sample) {
        var point = sample.make();
        points.add(point);
        return point;
    }

    @Override
    public void close() {
        database.close();
    }
}
