package org.copyhold.api.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.copyhold.api.CatalogueHouse.EAST;
import static org.copyhold.api.CatalogueHouse.STRANGER;
import static org.copyhold.api.CatalogueHouse.WEST;
import static org.copyhold.api.Refusals.assertRefused;
import static org.copyhold.kit.ErrorCode.ACCESS_DENIED;
import static org.copyhold.kit.ErrorCode.ALREADY_EXISTS;
import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;
import static org.copyhold.kit.ErrorCode.INVALID_REQUEST;
import static org.copyhold.kit.ErrorCode.LIMIT_EXCEEDED;

import org.copyhold.api.CatalogueHouse;
import org.copyhold.api.Shapes;
import org.copyhold.control.point.SamplePoints;
import org.copyhold.kit.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.services.backup.model.BackupVaultListMember;
import software.amazon.awssdk.services.backup.model.CreateBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.DeleteBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.DescribeBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.DescribeBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.ListBackupVaultsRequest;
import software.amazon.awssdk.services.backup.model.VaultState;
import software.amazon.awssdk.services.backup.model.VaultType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

class VaultOperationsTest {
    private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/1234";

    @TempDir Path folder;
    private CatalogueHouse house;
    private CreateBackupVault create;
    private ListBackupVaults list;
    private DeleteBackupVault delete;

    @BeforeEach
    void openHouse() {
        house = new CatalogueHouse(folder);
        create = new CreateBackupVault(house.vaults);
        list = new ListBackupVaults(house.vaults);
        delete = new DeleteBackupVault(house.vaults);
    }

    @AfterEach
    void closeHouse() {
        house.close();
    }

    @Test
    void everyMemberShownIsOneOfAws() {
        Shapes.assertKnown(
                VaultMembers.ALL,
                BackupVaultListMember.builder(),
                DescribeBackupVaultResponse.builder());
    }

    @Test
    void aVaultIsShownAsItWasMade() {
        var made =
                create.handle(
                        EAST,
                        request("home").creatorRequestId("r-1").encryptionKeyArn(KEY).build());

        var arn = "arn:aws:backup:us-east-1:123456789012:backup-vault:home";
        assertThat(made.backupVaultArn()).isEqualTo(arn);
        assertThat(made.backupVaultName()).isEqualTo("home");
        var shown = describe(EAST, "home");
        assertThat(shown.backupVaultArn()).isEqualTo(arn);
        assertThat(shown.creationDate()).isEqualTo(made.creationDate());
        assertThat(shown.creatorRequestId()).isEqualTo("r-1");
        assertThat(shown.encryptionKeyArn()).isEqualTo(KEY);
        assertThat(shown.numberOfRecoveryPoints()).isZero();
        assertThat(shown.vaultType()).isEqualTo(VaultType.BACKUP_VAULT);
        assertThat(shown.vaultState()).isEqualTo(VaultState.AVAILABLE);
        assertThat(shown.locked()).isFalse();
    }

    @Test
    void aVaultWithoutAGivenKeyShowsOneAllTheSame() {
        create.handle(EAST, request("home").build());

        assertThat(describe(EAST, "home").encryptionKeyArn())
                .matches("arn:aws:kms:us-east-1:123456789012:key/[0-9a-f-]{36}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "with space", "dot.ted", "ü-ber", "aws/efs"})
    void aNameThatAwsRefusesIsRefused(String name) {
        assertRefused(
                () -> create.handle(EAST, request(name).build()), INVALID_PARAMETER_VALUE, name);
    }

    @Test
    void aNameHasFiftyLettersAtMost() {
        create.handle(EAST, request("x".repeat(50)).build());
        assertRefused(
                () -> create.handle(EAST, request("x".repeat(51)).build()),
                INVALID_PARAMETER_VALUE,
                "2 to 50");
    }

    @Test
    void whatIsNoKeyIsRefused() {
        for (var key : List.of("x", "arn:aws:s3:::bucket", "arn:aws:kms:us-east-1::foo/1")) {
            assertRefused(
                    () -> create.handle(EAST, request("home").encryptionKeyArn(key).build()),
                    INVALID_PARAMETER_VALUE,
                    key);
        }
    }

    @Test
    void tooManyTagsAreRefusedAndNoVaultIsMade() {
        var tags = new HashMap<String, String>();
        for (var i = 0; i < 51; i++) {
            tags.put("k" + i, "v");
        }
        assertRefused(
                () -> create.handle(EAST, request("home").backupVaultTags(tags).build()),
                LIMIT_EXCEEDED,
                "50 user tags");
        assertThat(names(EAST)).isEmpty();
    }

    @Test
    void aRepeatedRequestSucceedsAndAnotherOneDoesNot() {
        var first = create.handle(EAST, request("home").creatorRequestId("r-1").build());
        var again = create.handle(EAST, request("home").creatorRequestId("r-1").build());

        assertThat(again).isEqualTo(first);
        assertRefused(
                () -> create.handle(EAST, request("home").creatorRequestId("r-2").build()),
                ALREADY_EXISTS,
                "already exists");
        create.handle(WEST, request("home").creatorRequestId("r-2").build());
    }

    @Test
    void aVaultOfAnotherAccountOrRegionIsMissing() {
        create.handle(EAST, request("home").build());

        for (var caller : List.of(WEST, STRANGER)) {
            assertRefused(
                    () -> describe(caller, "home"),
                    ACCESS_DENIED,
                    "Insufficient privileges to perform this action.");
            assertRefused(
                    () -> delete.handle(caller, deletion("home")), ACCESS_DENIED, "Insufficient");
            assertThat(names(caller)).isEmpty();
        }
        assertRefused(
                () ->
                        new DescribeBackupVault(house.vaults)
                                .handle(
                                        STRANGER,
                                        DescribeBackupVaultRequest.builder()
                                                .backupVaultName("home")
                                                .backupVaultAccountId("123456789012")
                                                .build()),
                ACCESS_DENIED,
                "Insufficient");
    }

    @Test
    void aVaultWithRecoveryPointsStaysAndCountsThem() {
        create.handle(EAST, request("home").build());
        var vault = house.vaults.require(EAST, "home");
        var point = house.add(SamplePoints.in(vault));

        assertThat(describe(EAST, "home").numberOfRecoveryPoints()).isEqualTo(1);
        assertRefused(
                () -> delete.handle(EAST, deletion("home")),
                INVALID_REQUEST,
                "Backup vault cannot be deleted because it contains recovery points.");

        house.points.remove(point);
        delete.handle(EAST, deletion("home"));
        assertRefused(() -> describe(EAST, "home"), ACCESS_DENIED, "Insufficient");
    }

    @Test
    void pagesHoldEachVaultOnce() {
        for (var i = 0; i < 5; i++) {
            create.handle(EAST, request("vault-" + i).build());
        }
        var names = new ArrayList<String>();
        String token = null;
        do {
            var page =
                    list.handle(
                            EAST,
                            ListBackupVaultsRequest.builder()
                                    .maxResults(2)
                                    .nextToken(token)
                                    .build());
            page.backupVaultList().forEach(vault -> names.add(vault.backupVaultName()));
            token = page.nextToken();
        } while (token != null);

        assertThat(names).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void anUnchangedListIsTheVerySameAnswer() {
        create.handle(EAST, request("home").build());
        var all = ListBackupVaultsRequest.builder().build();
        var first = list.handle(EAST, all);

        assertThat(list.handle(EAST, all)).isSameAs(first);
        create.handle(EAST, request("other").build());
        assertThat(list.handle(EAST, all).backupVaultList()).hasSize(2);
        assertThat(list.handle(WEST, all).backupVaultList()).isEmpty();
    }

    @Test
    void thereAreNoVaultsOfOtherKinds() {
        create.handle(EAST, request("home").build());

        var shared = ListBackupVaultsRequest.builder().byShared(true).build();
        assertThat(list.handle(EAST, shared).backupVaultList()).isEmpty();
        var airGapped =
                ListBackupVaultsRequest.builder()
                        .byVaultType(VaultType.LOGICALLY_AIR_GAPPED_BACKUP_VAULT)
                        .build();
        assertThat(list.handle(EAST, airGapped).backupVaultList()).isEmpty();
        var ordinary =
                ListBackupVaultsRequest.builder().byVaultType(VaultType.BACKUP_VAULT).build();
        assertThat(list.handle(EAST, ordinary).backupVaultList()).hasSize(1);
    }

    private List<String> names(Caller caller) {
        return list
                .handle(caller, ListBackupVaultsRequest.builder().build())
                .backupVaultList()
                .stream()
                .map(BackupVaultListMember::backupVaultName)
                .toList();
    }

    private DescribeBackupVaultResponse describe(Caller caller, String name) {
        return new DescribeBackupVault(house.vaults)
                .handle(caller, DescribeBackupVaultRequest.builder().backupVaultName(name).build());
    }

    private static CreateBackupVaultRequest.Builder request(String name) {
        return CreateBackupVaultRequest.builder().backupVaultName(name);
    }

    private static DeleteBackupVaultRequest deletion(String name) {
        return DeleteBackupVaultRequest.builder().backupVaultName(name).build();
    }
}
