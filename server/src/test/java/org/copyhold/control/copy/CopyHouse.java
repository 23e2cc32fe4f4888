package org.copyhold.control.copy;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.control.call.Tokens;
import org.copyhold.control.copy.gate.LifecycleGate;
import org.copyhold.control.copy.gate.PointStateGate;
import org.copyhold.control.copy.gate.ResourceTypeGate;
import org.copyhold.control.copy.gate.RoleGate;
import org.copyhold.control.event.Events;
import org.copyhold.control.event.Journal;
import org.copyhold.control.job.Acceptance;
import org.copyhold.control.job.Roles;
import org.copyhold.control.job.WaitingQueue;
import org.copyhold.control.key.FakeKeyring;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.point.RecoveryPoints;
import org.copyhold.control.point.SamplePoints;
import org.copyhold.control.tag.Tags;
import org.copyhold.control.vault.MissingVault;
import org.copyhold.control.vault.Vault;
import org.copyhold.control.vault.VaultName;
import org.copyhold.control.vault.VaultOrder;
import org.copyhold.control.vault.Vaults;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Caller;
import org.copyhold.kit.ErrorCode;
import org.copyhold.kit.Refusals;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A keeper of copy jobs that nobody runs, with a recovery point to copy and a vault for it. */
final class CopyHouse implements AutoCloseable {
    static final Caller EAST = new Caller("123456789012", "us-east-1", "testing");
    static final Caller WEST = new Caller("123456789012", "eu-west-1", "testing");
    static final Arn ROLE = Arn.of("iam", "", "123456789012", "role/Backup");
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Whether the machine stops as a composite recovery point is made. */
    volatile boolean refuseComposites;

    final ServiceClock clock = new ServiceClock(() -> START);
    final WaitingQueue queue = new WaitingQueue();
    final Database database;
    final Vaults vaults;
    final RecoveryPoints points;
    final CopyJobs copies;

    /** In the west. */
    final Vault away;

    /** In vault "home" in the east. */
    final RecoveryPoint point;

    CopyHouse(Database database) {
        this(database, 0);
    }

    /**
     * @param mostWaiting how many copies may wait; 0 for as many as come
     */
    CopyHouse(Database database, int mostWaiting) {
        this.database = database;
        vaults = new Vaults(database, new FakeKeyring(), clock, MissingVault.ACCESS_DENIED);
        var journal = new Journal(database, new StoppingEvents());
        points = new RecoveryPoints(journal);
        var gates =
                new Gates(
                        List.of(
                                new RoleGate(new Roles(Set.of())),
                                new PointStateGate(),
                                new ResourceTypeGate((_, _, _) -> true),
                                new LifecycleGate(clock)),
                        List.of());
        var rules = new CopyRules(new CopyPlans(vaults, points), gates);
        copies =
                new CopyJobs(
                        journal,
                        new Acceptance(database, new Tokens(database), queue),
                        new CopySources(rules, clock, mostWaiting, false),
                        queue,
                        clock);
        away = vault(WEST, "away");
        point = pointIn("home");
    }

    Vault vault(Caller caller, String name) {
        return vaults.create(new VaultOrder(caller, new VaultName(name), null, null, Tags.NONE));
    }

    /** A recovery point in a vault of its own in the east. */
    RecoveryPoint pointIn(String vault) {
        var made = SamplePoints.in(vault(EAST, vault)).living(Lifecycle.NONE).make();
        points.add(made);
        return made;
    }

    CopyOrder order() {
        return order(null);
    }

    CopyOrder order(@Nullable String token) {
        return order(AskedLifecycle.INHERITED, token);
    }

    CopyOrder order(AskedLifecycle lifecycle, @Nullable String token) {
        return order(point, away, lifecycle, token);
    }

    /** Asks for a copy of a recovery point in the east. */
    CopyOrder order(
            RecoveryPoint source, Vault to, AskedLifecycle lifecycle, @Nullable String token) {
        return new CopyOrder(
                EAST,
                source.arn(),
                new VaultName(source.home().vaultName()),
                to.arn(),
                ROLE,
                lifecycle,
                token);
    }

    /** The job as it is once it is stored, which it must be. */
    CopyJob stored(CopyJob job) {
        assertThat(copies.store(job)).isTrue();
        assertThat(copies.find(job.id())).contains(job.stored());
        return job.stored();
    }

    void refuses(CopyOrder order, ErrorCode code, String message) {
        Refusals.refuses(code, message, () -> copies.accept(order));
    }

    @Override
    public void close() {
        database.close();
    }

    private final class StoppingEvents implements Events {
        @Override
        public void recoveryPointAdded(RecoveryPoint added) {
            if (refuseComposites && added.isComposite()) {
                throw new IllegalStateException("The machine stops.");
            }
        }
    }
}
