package org.copyhold.control.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.control.key.FakeKeyring;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Arn;
import org.copyhold.kit.BackupException;
import org.copyhold.kit.Caller;
import org.copyhold.kit.ErrorCode;
import org.copyhold.kit.Page;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** What the keeper of vaults promises. */
abstract class VaultsContract {
    private static final Caller CALLER = new Caller("123456789012", "us-east-1", "testing");

    @TempDir Path folder;
    private final ServiceClock clock =
            new ServiceClock(() -> Instant.parse("2026-01-01T00:00:00Z"));
    private Database database;
    private Vaults vaults;

    abstract Database open(Path folder);

    @BeforeEach
    void openKeeper() {
        database = open(folder);
        vaults = new Vaults(database, new FakeKeyring(), clock, MissingVault.ACCESS_DENIED);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aVaultIsFoundAsItWasMade() {
        var made =
                vaults.create(
                        new VaultOrder(
                                CALLER,
                                new VaultName("home"),
                                null,
                                "request-1",
                                Tags.of(Map.of("stage", "prod"))));

        assertThat(find("home")).usingRecursiveComparison().isEqualTo(made);
        assertThat(vaults.findById(made.id())).isPresent();
        assertThat(made.encryptionKeyArn())
                .isEqualTo("arn:aws:kms:us-east-1:123456789012:key/" + made.key().id());
        assertThat(made.tags().byKey()).containsEntry("stage", "prod");
    }

    @Test
    void aVaultIsFoundByBothFormsOfItsArn() {
        make("home");

        assertThat(vaults.find(arn("backup-vault:home"))).isPresent();
        assertThat(vaults.find(arn("vault:home"))).isPresent();
        assertThat(vaults.find(arn("recovery-point:home"))).isEmpty();
    }

    @Test
    void aVaultIsItsAccountsAndItsRegions() {
        make("home");

        assertThat(vaults.find("123456789012", "eu-west-1", "home")).isEmpty();
        assertThat(vaults.find("210987654321", "us-east-1", "home")).isEmpty();
        assertThat(
                        vaults.list(new Caller("210987654321", "us-east-1", ""), new Page(9, null))
                                .rows())
                .isEmpty();
    }

    @Test
    void theSameRequestAgainGivesTheSameVault() {
        var first = vaults.create(order("home", "request-1"));
        var again = vaults.create(order("home", "request-1"));

        assertThat(again.id()).isEqualTo(first.id());
    }

    @Test
    void theSameRequestAgainAfterTheVaultIsGoneMakesAnother() {
        var first = vaults.create(order("home", "request-1"));
        vaults.delete(first);

        assertThat(vaults.create(order("home", "request-1")).id()).isNotEqualTo(first.id());
    }

    @Test
    void aRequestIdOfAnotherRequestIsRefused() {
        vaults.create(order("home", "request-1"));

        assertThatThrownBy(() -> vaults.create(order("other", "request-1")))
                .isInstanceOfSatisfying(
                        BackupException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                            assertThat(e.message()).startsWith("CreatorRequestId request-1 was");
                        });
        assertThat(vaults.find("123456789012", "us-east-1", "other")).isEmpty();
    }

    @Test
    void fiftyEqualRequestsAtOnceMakeOneVault() throws Exception {
        var ids = new HashSet<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Vault> call = () -> vaults.create(order("home", "request-1"));
            for (var done : threads.invokeAll(Collections.nCopies(50, call))) {
                ids.add(done.get().id());
            }
        }
        assertThat(ids).hasSize(1);
    }

    @Test
    void anotherRequestForTheNameIsRefusedWithWhatIsThere() {
        var first = vaults.create(order("home", "request-1"));

        for (var request : new @Nullable String[] {"request-2", null}) {
            assertThatThrownBy(() -> vaults.create(order("home", request)))
                    .isInstanceOfSatisfying(
                            BackupException.class,
                            e -> {
                                assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_EXISTS);
                                assertThat(e.arn()).isEqualTo(first.arn().toString());
                                assertThat(e.creatorRequestId()).isEqualTo("request-1");
                            });
        }
    }

    @Test
    void ofManyThatMakeOneNameAtOnceOneWins() throws Exception {
        var made = 0;
        var refused = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Vault>>();
            for (var i = 0; i < 50; i++) {
                var request = "request-" + i;
                tasks.add(() -> vaults.create(order("home", request)));
            }
            for (var done : threads.invokeAll(tasks)) {
                try {
                    done.get();
                    made++;
                } catch (ExecutionException e) {
                    assertThat(e.getCause())
                            .isInstanceOfSatisfying(
                                    BackupException.class,
                                    refusal ->
                                            assertThat(refusal.code())
                                                    .isEqualTo(ErrorCode.ALREADY_EXISTS));
                    refused++;
                }
            }
        }

        assertThat(made).isEqualTo(1);
        assertThat(refused).isEqualTo(49);
    }

    @Test
    void listsAreNewestFirstAndPagesSurviveDeletions() {
        for (var i = 0; i < 7; i++) {
            make("v" + i + "-");
            clock.advance(Duration.ofSeconds(i % 2));
        }
        make("newest");
        var names = new ArrayList<String>();
        var page = new Page(3, null);
        while (true) {
            var slice = vaults.list(CALLER, page);
            slice.rows().forEach(vault -> names.add(vault.name()));
            slice.rows().forEach(vaults::delete);
            var last = slice.last();
            if (last == null) {
                break;
            }
            page = new Page(3, last);
        }

        assertThat(names).hasSize(8).doesNotHaveDuplicates();
        assertThat(names.subList(names.size() - 2, names.size())).contains("v0-", "v1-");
        assertThat(vaults.list(CALLER, new Page(9, null)).rows()).isEmpty();
    }

    @Test
    void anUnchangedListIsNotReadAgainAndAChangedOneIs() {
        var page = new Page(9, null);
        var vault = make("home");
        var first = vaults.list(CALLER, page);

        assertThat(vaults.list(CALLER, page)).isSameAs(first);
        vaults.retag(vault.id(), tags -> tags.with(Map.of("k", "v")));
        assertThat(vaults.list(CALLER, page).rows().getFirst().tags().byKey()).hasSize(1);
        make("other");
        assertThat(vaults.list(CALLER, page).rows()).hasSize(2);
        database.write(
                handle -> {
                    PointCount.add(handle, vault.id(), "123456789012", "us-east-1", 3);
                    return vault;
                });
        assertThat(vaults.list(CALLER, page).rows()).extracting(Vault::points).contains(3L);
    }

    @Test
    void aListReadInATransactionThatIsUndoneIsNotGivenToOthers() {
        var page = new Page(9, null);
        assertThatThrownBy(
                        () ->
                                database.write(
                                        _ -> {
                                            make("undone");
                                            assertThat(vaults.list(CALLER, page).rows()).hasSize(1);
                                            throw new IllegalStateException("undo");
                                        }))
                .hasMessage("undo");
        make("kept");

        assertThat(vaults.list(CALLER, page).rows())
                .extracting(Vault::name)
                .containsExactly("kept");
    }

    @Test
    void aVaultThatAJobWritesIntoCannotBeDeleted() {
        var vault = make("home");

        assertThat(vaults.enter(vault.id(), "job")).isTrue();
        assertThat(vaults.enter(vault.id(), "job")).isTrue();
        assertThatThrownBy(() -> vaults.delete(vault))
                .hasMessageContaining("a job is writing into it");
        vaults.leave("job");
        vaults.delete(vault);

        assertThat(vaults.find(vault.arn())).isEmpty();
        assertThat(vaults.enter(vault.id(), "job")).isFalse();
    }

    @Test
    void ofADeletionAndAJobThatBeginsAtOnceOneComesFirst() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                var vault = make("home" + i);
                var job = "job" + i;
                Callable<Boolean> entering = () -> vaults.enter(vault.id(), job);
                Callable<Boolean> deleting = () -> isDeleted(vault);

                var done = threads.invokeAll(List.of(entering, deleting));

                var isEntered = done.getFirst().get();
                assertThat(done.getLast().get()).isEqualTo(!isEntered);
                assertThat(vaults.findById(vault.id()).isPresent()).isEqualTo(isEntered);
            }
        }
    }

    private boolean isDeleted(Vault vault) {
        try {
            vaults.delete(vault);
            return true;
        } catch (BackupException refused) {
            assertThat(refused).hasMessageContaining("a job is writing into it");
            return false;
        }
    }

    @Test
    void aVaultThatIsGoneIsDeletedOnceMoreWithoutAWord() {
        var vault = make("home");
        vaults.delete(vault);
        vaults.delete(vault);

        assertThat(vaults.find(vault.arn())).isEmpty();
    }

    @Test
    void tagsThatManyAddAtOnceAreAllKept() throws Exception {
        var vault = make("home");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Boolean>>();
            for (var i = 0; i < 20; i++) {
                var tag = Map.of("k" + i, "v");
                tasks.add(
                        () -> {
                            vaults.retag(vault.id(), tags -> tags.with(tag));
                            return true;
                        });
            }
            for (var done : threads.invokeAll(tasks)) {
                done.get();
            }
        }
        vaults.retag(vault.id(), tags -> tags.without(List.of("k0", "absent")));

        assertThat(find("home").tags().byKey()).hasSize(19).containsKey("k19");
    }

    @Test
    void aMissingVaultIsRefusedAsConfigured() {
        assertThatThrownBy(() -> vaults.require(CALLER, "none"))
                .isInstanceOfSatisfying(
                        BackupException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED));
        var open = new Vaults(database, new FakeKeyring(), clock, MissingVault.NOT_FOUND);
        assertThatThrownBy(() -> open.require(CALLER, "none"))
                .isInstanceOfSatisfying(
                        BackupException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_NOT_FOUND));
    }

    private Vault make(String name) {
        return vaults.create(order(name, null));
    }

    private static VaultOrder order(String name, @Nullable String request) {
        return new VaultOrder(CALLER, new VaultName(name), null, request, Tags.NONE);
    }

    private Vault find(String name) {
        return vaults.require(CALLER, name);
    }

    private static Arn arn(String resource) {
        return Arn.of("backup", "us-east-1", "123456789012", resource);
    }
}
