package org.copyhold.api.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.copyhold.api.CatalogueHouse.EAST;
import static org.copyhold.api.CatalogueHouse.WEST;
import static org.copyhold.api.Refusals.assertRefused;
import static org.copyhold.kit.ErrorCode.ACCESS_DENIED;
import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;
import static org.copyhold.kit.ErrorCode.RESOURCE_NOT_FOUND;

import org.copyhold.api.CatalogueHouse;
import org.copyhold.api.Shapes;
import org.copyhold.control.point.Deletions;
import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.point.SamplePoints;
import org.copyhold.control.vault.Vault;
import org.copyhold.kit.Caller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.backup.model.DeleteRecoveryPointRequest;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointRequest;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointResponse;
import software.amazon.awssdk.services.backup.model.GetRecoveryPointRestoreMetadataRequest;
import software.amazon.awssdk.services.backup.model.GetRecoveryPointRestoreMetadataResponse;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByResourceRequest;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.backup.model.RecoveryPointByResource;
import software.amazon.awssdk.services.backup.model.RecoveryPointStatus;
import software.amazon.awssdk.services.backup.model.StorageClass;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

class PointOperationsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir Path folder;
    private CatalogueHouse house;
    private Vault vault;
    private PointLookup lookup;

    @BeforeEach
    void openHouse() {
        house = new CatalogueHouse(folder);
        vault = house.vault(EAST, "home");
        lookup = new PointLookup(house.vaults, house.points);
    }

    @AfterEach
    void closeHouse() {
        house.close();
    }

    @Test
    void everyMemberShownIsOneOfAws() {
        Shapes.assertKnown(
                PointMembers.ALL,
                DescribeRecoveryPointResponse.builder(),
                RecoveryPointByResource.builder(),
                GetRecoveryPointRestoreMetadataResponse.builder());
    }

    @Test
    void aRecoveryPointIsShownWithAllThatIsKnown() {
        var lifecycle = new Lifecycle(OptionalInt.of(10), OptionalInt.of(100));
        var point = house.add(SamplePoints.in(vault).at(START).living(lifecycle));

        var shown = describe(EAST, "home", point);

        assertThat(shown.recoveryPointArn()).isEqualTo(point.arn().toString());
        assertThat(shown.backupVaultName()).isEqualTo("home");
        assertThat(shown.backupVaultArn()).isEqualTo(vault.arn().toString());
        assertThat(shown.sourceBackupVaultArn()).isNull();
        assertThat(shown.resourceArn()).isEqualTo(point.origin().resource().toString());
        assertThat(shown.resourceType()).isEqualTo("EFS");
        assertThat(shown.resourceName()).isEqualTo("share");
        assertThat(shown.iamRoleArn()).isEqualTo("arn:aws:iam::123456789012:role/backup");
        assertThat(shown.status()).isEqualTo(RecoveryPointStatus.COMPLETED);
        assertThat(shown.creationDate()).isEqualTo(START);
        assertThat(shown.initiationDate()).isEqualTo(START.plusSeconds(1));
        assertThat(shown.completionDate()).isEqualTo(START.plusSeconds(2));
        assertThat(shown.backupSizeInBytes()).isEqualTo(4096);
        assertThat(shown.lifecycle().moveToColdStorageAfterDays()).isEqualTo(10);
        assertThat(shown.lifecycle().deleteAfterDays()).isEqualTo(100);
        assertThat(shown.calculatedLifecycle().deleteAt())
                .isEqualTo(START.plus(Duration.ofDays(100)));
        assertThat(shown.calculatedLifecycle().moveToColdStorageAt())
                .isEqualTo(START.plus(Duration.ofDays(10)));
        assertThat(shown.encryptionKeyArn()).isEqualTo(vault.encryptionKeyArn());
        assertThat(shown.isEncrypted()).isTrue();
        assertThat(shown.storageClass()).isEqualTo(StorageClass.WARM);
    }

    @Test
    void aRecoveryPointThatLivesForeverShowsNoLifecycle() {
        var shown =
                describe(EAST, "home", house.add(SamplePoints.in(vault).living(Lifecycle.NONE)));

        assertThat(shown.lifecycle()).isNull();
        assertThat(shown.calculatedLifecycle()).isNull();
    }

    @Test
    void aMissingVaultAndAMissingRecoveryPointAreRefusedEachInItsWay() {
        var point = house.add(SamplePoints.in(vault));
        house.vault(EAST, "other");

        assertRefused(() -> describe(EAST, "none", point), ACCESS_DENIED, "Insufficient");
        assertRefused(() -> describe(WEST, "home", point), ACCESS_DENIED, "Insufficient");
        assertRefused(
                () -> describe(EAST, "other", point),
                RESOURCE_NOT_FOUND,
                "Cannot find recovery point");
        assertRefused(
                () ->
                        new DescribeRecoveryPoint(lookup)
                                .handle(
                                        EAST,
                                        DescribeRecoveryPointRequest.builder()
                                                .backupVaultName("home")
                                                .recoveryPointArn("nonsense")
                                                .build()),
                INVALID_PARAMETER_VALUE,
                "nonsense");
    }

    @Test
    void restoreMetadataIsGivenAsTheBackupLeftIt() {
        var point = house.add(SamplePoints.in(vault));

        var shown =
                new GetRecoveryPointRestoreMetadata(lookup)
                        .handle(
                                EAST,
                                GetRecoveryPointRestoreMetadataRequest.builder()
                                        .backupVaultName("home")
                                        .recoveryPointArn(point.arn().toString())
                                        .build());

        assertThat(shown.restoreMetadata()).isEqualTo(point.metadata());
        assertThat(shown.resourceType()).isEqualTo("EFS");
        assertThat(shown.backupVaultArn()).isEqualTo(vault.arn().toString());
    }

    @Test
    void aDeletedRecoveryPointIsGoneOrDeletingAndMayBeDeletedAgain() {
        var point = house.add(SamplePoints.in(vault));
        var inTrouble = new Deletions(house.points, _ -> {});
        delete(inTrouble, point);
        assertThat(describe(EAST, "home", point).status()).isEqualTo(RecoveryPointStatus.DELETING);

        delete(new Deletions(house.points, house.points::remove), point);
        assertRefused(
                () -> describe(EAST, "home", point),
                RESOURCE_NOT_FOUND,
                "Cannot find recovery point");
        assertThat(house.vaults.require(EAST, "home").points()).isZero();
    }

    @Test
    void aVaultsListIsPagedWhileItsRowsAreDeleted() {
        for (var i = 0; i < 5; i++) {
            house.add(SamplePoints.in(vault).at(START.plusSeconds(i)));
        }
        var operation = new ListRecoveryPointsByBackupVault(house.vaults, house.points);
        var deletions = new Deletions(house.points, house.points::remove);
        var seen = new ArrayList<String>();
        String token = null;
        do {
            var page = operation.handle(EAST, ofVault(token));
            for (var line : page.recoveryPoints()) {
                seen.add(line.recoveryPointArn());
                new DeleteRecoveryPoint(lookup, deletions)
                        .handle(
                                EAST,
                                DeleteRecoveryPointRequest.builder()
                                        .backupVaultName("home")
                                        .recoveryPointArn(line.recoveryPointArn())
                                        .build());
            }
            token = page.nextToken();
        } while (token != null);

        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
        assertThat(house.vaults.require(EAST, "home").points()).isZero();
    }

    @Test
    void everyFilterOfAVaultsListFilters() {
        var old = house.add(SamplePoints.in(vault).at(START));
        var young = house.add(SamplePoints.in(vault).at(START.plusSeconds(9)).of("11111111"));

        assertThat(inVault(in -> in)).containsExactly(arn(young), arn(old));
        assertThat(inVault(in -> in.byResourceArn(young.origin().resource().toString())))
                .containsExactly(arn(young));
        assertThat(inVault(in -> in.byResourceType("EBS"))).isEmpty();
        assertThat(inVault(in -> in.byCreatedBefore(START.plusSeconds(9))))
                .containsExactly(arn(old));
        assertThat(inVault(in -> in.byCreatedAfter(START))).containsExactly(arn(young));
        assertThat(inVault(in -> in.byBackupPlanId("plan"))).isEmpty();
        assertThat(inVault(in -> in.byParentRecoveryPointArn(arn(old)))).isEmpty();
        assertThat(inVault(in -> in.backupVaultAccountId("123456789012"))).hasSize(2);
        assertRefused(
                () -> inVault(in -> in.backupVaultAccountId("210987654321")),
                ACCESS_DENIED,
                "Insufficient");
    }

    @Test
    void aResourcesListHasThePointsOfAllItsVaults() {
        var here = house.add(SamplePoints.in(vault).at(START));
        var there = house.add(SamplePoints.in(house.vault(EAST, "other")).at(START.plusSeconds(1)));
        house.add(SamplePoints.in(vault).of("11111111"));

        var shown =
                new ListRecoveryPointsByResource(house.points)
                        .handle(
                                EAST,
                                ListRecoveryPointsByResourceRequest.builder()
                                        .resourceArn(here.origin().resource().toString())
                                        .build())
                        .recoveryPoints();

        assertThat(shown)
                .extracting(RecoveryPointByResource::recoveryPointArn)
                .containsExactly(arn(there), arn(here));
        assertThat(shown.getFirst().backupVaultName()).isEqualTo("other");
        assertThat(shown.getFirst().backupSizeBytes()).isEqualTo(4096);
    }

    private List<String> inVault(
            UnaryOperator<ListRecoveryPointsByBackupVaultRequest.Builder> filter) {
        var request = ListRecoveryPointsByBackupVaultRequest.builder().backupVaultName("home");
        return new ListRecoveryPointsByBackupVault(house.vaults, house.points)
                .handle(EAST, filter.apply(request).build()).recoveryPoints().stream()
                        .map(RecoveryPointByBackupVault::recoveryPointArn)
                        .toList();
    }

    private static ListRecoveryPointsByBackupVaultRequest ofVault(@Nullable String token) {
        return ListRecoveryPointsByBackupVaultRequest.builder()
                .backupVaultName("home")
                .maxResults(2)
                .nextToken(token)
                .build();
    }

    private void delete(Deletions deletions, RecoveryPoint point) {
        new DeleteRecoveryPoint(lookup, deletions)
                .handle(
                        EAST,
                        DeleteRecoveryPointRequest.builder()
                                .backupVaultName("home")
                                .recoveryPointArn(arn(point))
                                .build());
    }

    private DescribeRecoveryPointResponse describe(
            Caller caller, String vaultName, RecoveryPoint point) {
        return new DescribeRecoveryPoint(lookup)
                .handle(
                        caller,
                        DescribeRecoveryPointRequest.builder()
                                .backupVaultName(vaultName)
                                .recoveryPointArn(arn(point))
                                .build());
    }

    private static String arn(RecoveryPoint point) {
        return point.arn().toString();
    }
}
