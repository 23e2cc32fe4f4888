package org.copyhold.control.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.control.key.FakeKeyring;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.BackupException;
import org.copyhold.kit.Caller;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** What the keeper of vaults' access policies promises. */
abstract class VaultPoliciesContract {
    private static final Caller CALLER = new Caller("123456789012", "us-east-1", "testing");
    private static final String ALLOW =
            """
            { "Statement" :\t[{"Effect":"Allow","Principal":{"AWS":"123456789012"},
              "Action":"backup:CopyIntoBackupVault","Resource":"*","Sid":"Grüße %d"}] }\r\n
            """;

    @TempDir Path folder;
    private final ServiceClock clock = new ServiceClock(() -> Instant.EPOCH);
    private Database database;
    private Vaults vaults;
    private VaultPolicies policies;
    private Vault vault;

    abstract Database open(Path folder);

    @BeforeEach
    void openDatabase() {
        database = open(folder);
        vaults = new Vaults(database, new FakeKeyring(), clock, MissingVault.ACCESS_DENIED);
        policies = new VaultPolicies(database, clock, arn -> arn.account().equals("123456789012"));
        vault = vault("gold");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aPolicyIsKeptToTheByteAndReplacedWhole() {
        assertThat(policies.document(vault)).isEmpty();
        assertThat(policies.of(vault.arn())).isEmpty();

        assertThat(policies.put(vault, ALLOW)).isTrue();
        assertThat(policies.document(vault)).contains(ALLOW);
        var other = ALLOW.replace("Allow", "Deny");
        assertThat(policies.put(vault, other)).isTrue();

        assertThat(policies.document(vault)).contains(other);
        assertThat(policies.of(vault.arn()).orElseThrow().statements().getFirst().allows())
                .isFalse();
        assertThat(policies.document(vault("silver"))).isEmpty();
    }

    @Test
    void aPolicyGoesWithItsVault() {
        policies.put(vault, ALLOW);

        vaults.delete(vault);

        assertThat(policies.put(vault, ALLOW)).isFalse();
        assertThat(policies.document(vault("gold"))).isEmpty();
        assertThat(policies.of(vault.arn())).isEmpty();
    }

    @Test
    void deletingAPolicyThatIsNotThereIsNoError() {
        policies.put(vault, ALLOW);

        policies.delete(vault);
        policies.delete(vault);

        assertThat(policies.document(vault)).isEmpty();
    }

    @Test
    void whatIsRefusedLeavesThePolicyThatIsThere() {
        policies.put(vault, ALLOW);

        refused("{}", "Statement is missing");
        refused(ALLOW.replace("123456789012", "210987654321"), "Provided principal is not valid");
        refused(ALLOW + " ".repeat(VaultPolicies.MAX_BYTES), "20480 at most");
        refused(ALLOW.replace("%d", "\uD800"), "UTF-8");

        assertThat(policies.document(vault)).contains(ALLOW);
    }

    @Test
    void ofManyWritersAtOnceOneWinsWhole() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var puts =
                    IntStream.range(0, 20)
                            .<Callable<Boolean>>mapToObj(
                                    i -> () -> policies.put(vault, ALLOW.replace("%d", "" + i)))
                            .toList();
            for (var done : threads.invokeAll(puts)) {
                assertThat(done.get()).isTrue();
            }
        }

        var kept = policies.document(vault).orElseThrow();
        assertThat(IntStream.range(0, 20).mapToObj(i -> ALLOW.replace("%d", "" + i)))
                .contains(kept);
    }

    private void refused(String document, String why) {
        assertThatThrownBy(() -> policies.put(vault, document))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining(why);
    }

    private Vault vault(String name) {
        return vaults.create(new VaultOrder(CALLER, new VaultName(name), null, null, Tags.NONE));
    }
}
