package org.copyhold.control.copy;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.control.event.Events;
import org.copyhold.control.event.Journal;
import org.copyhold.control.key.FakeKeyring;
import org.copyhold.control.point.Composition;
import org.copyhold.control.point.NewComposite;
import org.copyhold.control.point.Origin;
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
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

class PreflightTest {
    private static final Caller CALLER = new Caller("123456789012", "us-east-1", "testing");
    private static final Refusal REFUSAL =
            new Refusal(ErrorCode.INVALID_REQUEST, "It cannot be.", "Do something.");
    private static final Arn STACK =
            Arn.of("cloudformation", "us-east-1", "123456789012", "stack/shop/1");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Estimates.Estimate ESTIMATE = new Estimates.Estimate(7, 3);

    @TempDir Path folder;

    private Database database;
    private Vaults vaults;
    private RecoveryPoints points;
    private RecoveryPoint point;
    private RecoveryPoint asked;

    @BeforeEach
    void open() {
        database = TestDatabases.sqlite(folder);
        var clock = new ServiceClock(() -> NOW);
        vaults = new Vaults(database, new FakeKeyring(), clock, MissingVault.ACCESS_DENIED);
        points = new RecoveryPoints(new Journal(database, Events.NONE));
        point = SamplePoints.in(make("home")).make();
        points.add(point);
        asked = point;
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatAllGatesLetThroughIsEstimated() {
        make("away");

        var outlook = preflight(passing("one"), passing("two")).of(order());

        assertThat(outlook.isAllowed()).isTrue();
        assertThat(outlook.gates())
                .extracting(Preflight.Judged::gate)
                .containsExactly("one", "two");
        assertThat(outlook.gates()).allMatch(Preflight.Judged::isJudged);
        assertThat(outlook.estimate()).contains(ESTIMATE);
    }

    @Test
    void everyGateSpeaksAndWhatOneRefusesIsNotEstimated() {
        make("away");

        var outlook = preflight(refusing("one"), refusing("two")).of(order());

        assertThat(outlook.isAllowed()).isFalse();
        assertThat(outlook.gates())
                .containsExactly(
                        judged("one", Optional.of(REFUSAL)), judged("two", Optional.of(REFUSAL)));
        assertThat(outlook.estimate()).isEmpty();
    }

    @Test
    void whatNeedsAVaultThatIsNotThereIsNotJudged() {
        var rules =
                new Gates(
                        List.of(refusing("request")),
                        List.of(passing("before"), refusing("vault"), passing("behind")));

        var outlook = new Preflight(rules(rules), _ -> Optional.of(ESTIMATE)).of(order());

        assertThat(outlook.gates())
                .extracting(Preflight.Judged::isJudged)
                .containsExactly(true, true, true, false);
    }

    @Test
    void ofACompositeThePartsThatAGateLeavesOutAreNamed() {
        make("away");
        composite(12);
        var gate = gate("job", part -> !part.source().equals(point));

        var outlook = preflight(passing("request"), gate).of(order());

        assertThat(outlook.isAllowed()).isTrue();
        assertThat(outlook.gates().getFirst()).isEqualTo(judged("request", Optional.empty()));
        assertThat(outlook.gates().getLast().leftOut().orElseThrow())
                .startsWith("11 of 12 nested recovery points would not be copied. ")
                .contains("It cannot be.")
                .endsWith("And 1 more.");
        assertThat(outlook.estimate()).contains(ESTIMATE); // of the one part that is left
    }

    @Test
    void aCompositeOfWhichNoPartIsLetThroughIsKeptBack() {
        make("away");
        composite(2);

        var outlook = preflight(passing("request"), refusing("job")).of(order());

        assertThat(outlook.gates())
                .containsExactly(
                        judged("request", Optional.empty()), judged("job", Optional.of(REFUSAL)));
        assertThat(outlook.isAllowed()).isFalse();
    }

    private static Preflight.Judged judged(String gate, Optional<Refusal> refusal) {
        return new Preflight.Judged(gate, true, refusal, Optional.empty());
    }

    private Preflight preflight(Gate ofRequest, Gate ofJob) {
        var gates = new Gates(List.of(ofRequest), List.of(ofJob));
        return new Preflight(rules(gates), _ -> Optional.of(ESTIMATE));
    }

    private CopyRules rules(Gates gates) {
        return new CopyRules(new CopyPlans(vaults, points), gates);
    }

    private Vault make(String name) {
        return vaults.create(new VaultOrder(CALLER, new VaultName(name), null, null, Tags.NONE));
    }

    private CopyOrder order() {
        return new CopyOrder(
                CALLER,
                asked.arn(),
                new VaultName("home"),
                CALLER.arn("backup-vault:away"),
                Arn.of("iam", "", "123456789012", "role/Backup"),
                AskedLifecycle.INHERITED,
                null);
    }

    /** A composite recovery point, which is the one that is asked for from then on. */
    private RecoveryPoint composite(int parts) {
        var id = UUID.randomUUID().toString();
        var arn = Arn.of("backup", "us-east-1", "123456789012", "recovery-point:" + id);
        var home = vaults.find("123456789012", "us-east-1", "home").orElseThrow();
        for (int i = 0; i < parts; i++) {
            point =
                    SamplePoints.in(home)
                            .within(new Composition.Member(arn, STACK, "Part" + i))
                            .make();
            points.add(point);
        }
        var origin = new Origin(STACK, "CloudFormation", "shop", "arn:aws:iam::1:role/b", null);
        var wanted = new NewComposite(id, origin, null, NOW, NOW, Tags.NONE, parts, true);
        asked = points.composites().make(arn, wanted).orElseThrow();
        return asked;
    }

    private static Gate passing(String name) {
        return gate(name, _ -> false);
    }

    private static Gate refusing(String name) {
        return gate(name, _ -> true);
    }

    private static Gate gate(String name, Predicate<PlannedCopy> refuses) {
        return new Gate() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<Refusal> judge(PlannedCopy copy) {
                return refuses.test(copy) ? Optional.of(REFUSAL) : Optional.empty();
            }
        };
    }
}
