package org.copyhold.control.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.control.key.FakeKeyring;
import org.copyhold.kit.Credential;
import org.copyhold.kit.Secret;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** What the keepers of access keys and dedup secrets promise. */
abstract class AccessKeysContract {
    private static final String ACCOUNT = "123456789012";

    @TempDir Path folder;
    private final ServiceClock clock = new ServiceClock(() -> Instant.EPOCH);
    private List<User> users = List.of();
    private Database database;

    abstract Database open(Path folder);

    @BeforeEach
    void openDatabase() {
        database = open(folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aCreatedKeyIsFoundAlsoByTheNextServer() {
        var created = keys().create(ACCOUNT, null);

        assertThat(keys().find(created.id())).contains(new Credential(ACCOUNT, created.secret()));
        assertThat(created.secret().reveal()).hasSize(40);
        assertThat(keys().list())
                .extracting(AccessKey::id)
                .containsExactly("testing", created.id());
    }

    @Test
    void aRevokedKeyIsRefusedAtOnce() {
        var keys = keys();
        var created = keys.create(ACCOUNT, null);
        assertThat(keys.find(created.id())).isPresent();

        assertThat(keys.revoke(created.id())).isTrue();

        assertThat(keys.find(created.id())).isEmpty();
        assertThat(keys().find(created.id())).isEmpty();
        assertThat(keys.revoke(created.id())).isFalse();
    }

    @Test
    void aKeyOfTheConfigurationCannotBeRevokedHere() {
        assertThat(keys().find("testing")).contains(new Credential(ACCOUNT, new Secret("testing")));
        assertThatThrownBy(() -> keys().revoke("testing"))
                .hasMessageContaining("configuration file");
    }

    @Test
    void aKeyOfAUserWorksAsLongAsTheConfigurationHasTheUser() {
        users = List.of(new User(ACCOUNT, "copier", null));
        var created = keys().create(ACCOUNT, "copier");
        var credential = new Credential(ACCOUNT, "copier", created.secret());

        assertThat(keys().find(created.id())).contains(credential);
        assertThat(keys().list()).extracting(AccessKey::works).containsExactly(true, true);

        users = List.of();

        assertThat(keys().find(created.id())).isEmpty();
        assertThat(keys().list().getLast().user()).isEqualTo("copier");
        assertThat(keys().list().getLast().works()).isFalse();
        assertThatThrownBy(() -> keys().create(ACCOUNT, "copier"))
                .hasMessageContaining("has no user copier");
    }

    @Test
    void anUnknownKeyIsNoKey() {
        assertThat(keys().find("AKIAUNKNOWN")).isEmpty();
    }

    @Test
    void anAccountHasOneDedupSecretHoweverManyAskFirst() throws Exception {
        var ids = new HashSet<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<String> ask =
                    () -> new DomainSecrets(database, new FakeKeyring(), clock).of(ACCOUNT).id();
            for (var done : threads.invokeAll(Stream.generate(() -> ask).limit(20).toList())) {
                ids.add(done.get());
            }
        }

        assertThat(ids).hasSize(1);
        assertThat(new DomainSecrets(database, new FakeKeyring(), clock).of("210987654321").id())
                .isNotIn(ids);
    }

    private AccessKeys keys() {
        return new AccessKeys(
                database,
                new FakeKeyring(),
                clock,
                new Identities(
                        new Accounts(List.of(new Account(ACCOUNT, "main", null))),
                        users,
                        List.of()),
                Map.of("testing", new Credential(ACCOUNT, new Secret("testing"))));
    }
}
