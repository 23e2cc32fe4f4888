package org.copyhold.control.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.control.point.Lifecycle;
import org.copyhold.kit.Arn;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalInt;

/** The table of resource types, row by row where it matters. */
class ResourceTypeTest {
    private static final Lifecycle COLD_SOON =
            new Lifecycle(OptionalInt.of(10), OptionalInt.of(100));

    private static final Arn TABLE =
            Arn.of("dynamodb", "us-east-1", "123456789012", "table/orders");

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
    void ofATypeWithVariantsTheOneIsToldByTheArnOfItsRecoveryPoint() {
        var at = Instant.ofEpochMilli(1_668_707_493_227L);
        var id = "3cb44027-0000-4000-8000-000000000000";

        var plain = ResourceType.DYNAMO_DB.point(TABLE, "us-east-1", "123456789012", id, at);
        var own = ResourceType.DYNAMO_DB_ADVANCED.point(TABLE, "us-east-1", "123456789012", id, at);

        assertThat(plain.toString())
                .isEqualTo(
                        "arn:aws:dynamodb:us-east-1:123456789012:table/orders/backup/01668707493227-3cb44027");
        assertThat(own.toString())
                .isEqualTo("arn:aws:backup:us-east-1:123456789012:recovery-point:" + id);
        assertThat(ResourceType.ofPoint("DynamoDB", plain)).contains(ResourceType.DYNAMO_DB);
        assertThat(ResourceType.ofPoint("DynamoDB", own)).contains(ResourceType.DYNAMO_DB_ADVANCED);
        assertThat(ResourceType.ofPoint("EFS", own)).contains(ResourceType.EFS);
    }

    @Test
    void aChoiceIsAskedForOnlyWhereATypeHasVariants() {
        assertThat(ResourceType.DYNAMO_DB.managed(true)).isEqualTo(ResourceType.DYNAMO_DB_ADVANCED);
        assertThat(ResourceType.DYNAMO_DB_ADVANCED.managed(false))
                .isEqualTo(ResourceType.DYNAMO_DB);
        assertThat(ResourceType.EFS.managed(false)).isEqualTo(ResourceType.EFS);
        assertThat(ResourceType.EBS.managed(true)).isEqualTo(ResourceType.EBS);
    }

    @Test
    void recoveryPointsThatAwsBackupOnlyManagesAreCalledAsTheirServiceCallsThem() {
        var of = Arn.of("rds", "us-east-1", "123456789012", "db:shop");
        var id = "01234567-89ab-cdef-0123-456789abcdef";

        assertThat(ResourceType.RDS.point(of, "us-east-1", "123456789012", id, Instant.EPOCH))
                .hasToString("arn:aws:rds:us-east-1:123456789012:snapshot:awsbackup:job-" + id);
        assertThat(ResourceType.RDS.copy(of, "eu-west-1", "123456789012", id, Instant.EPOCH))
                .hasToString("arn:aws:rds:eu-west-1:123456789012:snapshot:awsbackup:copyjob-" + id);
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
        assertThat(ResourceType.of(TABLE)).contains(ResourceType.DYNAMO_DB);
        var cluster = Arn.of("redshift", "us-east-1", "123456789012", "cluster:orders");
        assertThat(ResourceType.of(cluster)).isEmpty();
        var stack = Arn.of("cloudformation", "us-east-1", "123456789012", "stack/shop/1");
        assertThat(ResourceType.of(stack)).contains(ResourceType.CLOUD_FORMATION);
        var server = Arn.of("rds", "us-east-1", "123456789012", "db:shop");
        assertThat(ResourceType.of(server)).contains(ResourceType.RDS);
        assertThat(ResourceType.offered())
                .containsExactlyInAnyOrder(
                        ResourceType.EFS,
                        ResourceType.EBS,
                        ResourceType.S3,
                        ResourceType.DYNAMO_DB,
                        ResourceType.DYNAMO_DB_ADVANCED,
                        ResourceType.RDS,
                        ResourceType.CLOUD_FORMATION);
    }
}
