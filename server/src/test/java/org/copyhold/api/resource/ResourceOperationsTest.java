package org.copyhold.api.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.copyhold.api.CatalogueHouse.EAST;
import static org.copyhold.api.CatalogueHouse.WEST;
import static org.copyhold.api.Refusals.assertRefused;
import static org.copyhold.kit.ErrorCode.RESOURCE_NOT_FOUND;

import org.copyhold.api.CatalogueHouse;
import org.copyhold.api.Shapes;
import org.copyhold.control.point.SamplePoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.backup.model.DescribeProtectedResourceRequest;
import software.amazon.awssdk.services.backup.model.GetSupportedResourceTypesRequest;
import software.amazon.awssdk.services.backup.model.ListProtectedResourcesByBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.ListProtectedResourcesRequest;
import software.amazon.awssdk.services.backup.model.ProtectedResource;

import java.nio.file.Path;

class ResourceOperationsTest {
    @TempDir Path folder;
    private CatalogueHouse house;

    @BeforeEach
    void openHouse() {
        house = new CatalogueHouse(folder);
    }

    @AfterEach
    void closeHouse() {
        house.close();
    }

    @Test
    void everyMemberShownIsOneOfAws() {
        Shapes.assertKnown(ResourceMembers.ALL, ProtectedResource.builder());
    }

    @Test
    void aResourceIsProtectedAsLongAsItHasARecoveryPoint() {
        var vault = house.vault(EAST, "home");
        var point = house.add(SamplePoints.in(vault));
        var describe = new DescribeProtectedResource(house.resources);
        var request =
                DescribeProtectedResourceRequest.builder()
                        .resourceArn(point.origin().resource().toString())
                        .build();

        var shown = describe.handle(EAST, request);
        assertThat(shown.resourceArn()).isEqualTo(point.origin().resource().toString());
        assertThat(shown.resourceType()).isEqualTo("EFS");
        assertThat(shown.resourceName()).isEqualTo("share");
        assertThat(shown.lastBackupTime()).isEqualTo(point.dates().created());
        assertThat(shown.lastBackupVaultArn()).isEqualTo(vault.arn().toString());
        assertThat(shown.lastRecoveryPointArn()).isEqualTo(point.arn().toString());
        assertRefused(() -> describe.handle(WEST, request), RESOURCE_NOT_FOUND, "fs-01234567");

        house.points.remove(point);
        assertRefused(() -> describe.handle(EAST, request), RESOURCE_NOT_FOUND, "fs-01234567");
    }

    @Test
    void listsNameEachResourceOnce() {
        var home = house.vault(EAST, "home");
        var other = house.vault(EAST, "other");
        house.add(SamplePoints.in(home));
        house.add(SamplePoints.in(other));
        house.add(SamplePoints.in(other).of("11111111"));

        var all =
                new ListProtectedResources(house.resources)
                        .handle(EAST, ListProtectedResourcesRequest.builder().build());
        assertThat(all.results())
                .extracting(ProtectedResource::resourceArn)
                .hasSize(2)
                .doesNotHaveDuplicates();
        var inHome =
                new ListProtectedResourcesByBackupVault(house.vaults, house.resources)
                        .handle(
                                EAST,
                                ListProtectedResourcesByBackupVaultRequest.builder()
                                        .backupVaultName("home")
                                        .build());
        assertThat(inHome.results())
                .extracting(ProtectedResource::lastBackupVaultArn)
                .containsExactly(home.arn().toString());
    }

    @Test
    void whatHasAConnectorHereIsTold() {
        var types =
                new GetSupportedResourceTypes()
                        .handle(EAST, GetSupportedResourceTypesRequest.builder().build());

        assertThat(types.resourceTypes())
                .containsExactlyInAnyOrder("CloudFormation", "DynamoDB", "EBS", "EFS", "RDS", "S3");
    }
}
