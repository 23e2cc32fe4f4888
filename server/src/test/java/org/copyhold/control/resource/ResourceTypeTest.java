package org.copyhold.control.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.control.point.Lifecycle;
import org.copyhold.kit.Arn;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.OptionalInt;

/** The table of resource types, row by row where it matters. */
class ResourceTypeTest {
    private static final Lifecycle COLD_SOON =
            new Lifecycle(OptionalInt.of(10), OptionalInt.of(100));

    @Test
    void theseAreNotCopiedAtAll() {
        assertThat(Arrays.stream(ResourceType.values()).filter(type -> !type.isCopied()))
                .containsExactlyInAnyOrder(
                        ResourceType.RDS_CLUSTER,
                        ResourceType.DYNAMO_DB,
                        ResourceType.FSX_ONTAP,
                        ResourceType.SAP_HANA,
                        ResourceType.REDSHIFT,
                        ResourceType.REDSHIFT_SERVERLESS);
    }

    @Test
    void coldDaysAreIgnoredWhereThereIsNoColdStorage() {
        for (var type : ResourceType.values()) {
            var isCold = type.has(Feature.COLD_STORAGE);
            assertThat(type.tiered(COLD_SOON))
                    .as(type.label())
                    .isEqualTo(isCold ? COLD_SOON : COLD_SOON.withoutCold());
            assertThat(type.tiered(Lifecycle.NONE)).isEqualTo(Lifecycle.NONE);
        }
    }

    @Test
    void anArchiveIsColdStorageForLifecyclesThatOptInToIt() {
        var optIn = new Lifecycle(OptionalInt.of(10), OptionalInt.of(100), true);

        assertThat(ResourceType.EBS.tiered(optIn)).isEqualTo(optIn);
        assertThat(ResourceType.S3.tiered(optIn))
                .isEqualTo(new Lifecycle(OptionalInt.empty(), OptionalInt.of(100), true));
    }

    @Test
    void aNameAloneMeansTheFirstVariant() {
        assertThat(ResourceType.named("RDS")).contains(ResourceType.RDS);
        assertThat(ResourceType.named("FSx")).contains(ResourceType.FSX);
        assertThat(ResourceType.named("efs")).isEmpty();
    }

    @Test
    void onlyTypesThatAreOfferedHaveResourcesHere() {
        var share =
                Arn.of(
                        "elasticfilesystem",
                        "us-east-1",
                        "123456789012",
                        "file-system/fs-0123456789abcdef0");
        assertThat(ResourceType.of(share)).contains(ResourceType.EFS);
        assertThat(ResourceType.of(Arn.of("s3", "", "", "bucket"))).contains(ResourceType.S3);
        var table = Arn.of("dynamodb", "us-east-1", "123456789012", "table/orders");
        assertThat(ResourceType.of(table)).isEmpty();
        var stack = Arn.of("cloudformation", "us-east-1", "123456789012", "stack/shop/1");
        assertThat(ResourceType.of(stack)).contains(ResourceType.CLOUD_FORMATION);
        assertThat(ResourceType.offered())
                .containsExactlyInAnyOrder(
                        ResourceType.EFS,
                        ResourceType.EBS,
                        ResourceType.S3,
                        ResourceType.CLOUD_FORMATION);
    }
}
