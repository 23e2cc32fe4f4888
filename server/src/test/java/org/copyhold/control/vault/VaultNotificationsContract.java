package org.copyhold.control.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.copyhold.api.Refusals.assertRefused;
import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.control.key.FakeKeyring;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Arn;
import org.copyhold.kit.Caller;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What the keeper of vaults' notifications promises. */
abstract class VaultNotificationsContract {
    private static final Caller CALLER = new Caller("123456789012", "us-east-1", "testing");
    private static final VaultNotification ONE =
            new VaultNotification(topic("one"), List.of("COPY_JOB_FAILED", "BACKUP_JOB_COMPLETED"));

    @TempDir Path folder;
    private Database database;
    private Vaults vaults;
    private Vault vault;
    private VaultNotifications notifications;

    abstract Database open(Path folder);

    @BeforeEach
    void openKeepers() {
        database = open(folder);
        vaults =
                new Vaults(
                        database,
                        new FakeKeyring(),
                        new ServiceClock(() -> Instant.parse("2026-01-01T00:00:00Z")),
                        MissingVault.ACCESS_DENIED);
        vault = make("home");
        notifications = new VaultNotifications(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aNotificationIsFoundAsItWasPutByVaultAndByArn() {
        assertThat(notifications.find(vault)).isEmpty();
        notifications.put(vault, ONE);

        assertThat(notifications.find(vault)).contains(ONE);
        assertThat(notifications.find(vault.arn())).contains(ONE);
        assertThat(notifications.find(make("other"))).isEmpty();
        assertThat(ONE.wants("COPY_JOB_FAILED")).isTrue();
        assertThat(ONE.wants("COPY_JOB_STARTED")).isFalse();
    }

    @Test
    void aVaultHasOneNotificationAndTheNewestCounts() {
        var two = new VaultNotification(topic("two"), List.of("COPY_JOB_STARTED"));
        notifications.put(vault, ONE);
        notifications.put(vault, two);

        assertThat(notifications.find(vault)).contains(two);
        notifications.remove(vault);
        notifications.remove(vault);
        assertThat(notifications.find(vault)).isEmpty();
    }

    @Test
    void aNotificationGoesWithItsVaultAndIsNotItsSuccessors() {
        notifications.put(vault, ONE);
        vaults.delete(vault);
        notifications.put(vault, ONE);

        assertThat(notifications.find(make("home"))).isEmpty();
    }

    @Test
    void aTopicIsAStandardOneOfTheVaultsAccount() {
        assertRefused(
                () ->
                        notifications.put(
                                vault,
                                new VaultNotification(
                                        Arn.of("sns", "us-east-1", "210987654321", "one"),
                                        List.of("COPY_JOB_STARTED"))),
                INVALID_PARAMETER_VALUE,
                "must be of the vault's account 123456789012");
        assertRefused(
                () -> new VaultNotification(topic("one.fifo"), List.of()),
                INVALID_PARAMETER_VALUE,
                "FIFO");
        for (var other :
                List.of(
                        Arn.of("sqs", "us-east-1", "123456789012", "one"),
                        topic("one:subscription"),
                        Arn.of("sns", "", "123456789012", "one"))) {
            assertRefused(
                    () -> new VaultNotification(other, List.of()),
                    INVALID_PARAMETER_VALUE,
                    "must name an SNS topic");
        }
    }

    private static Arn topic(String name) {
        return Arn.of("sns", "us-east-1", "123456789012", name);
    }

    private Vault make(String name) {
        return vaults.create(new VaultOrder(CALLER, new VaultName(name), null, null, Tags.NONE));
    }
}
