package org.copyhold.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.AlreadyExistsException;
import software.amazon.awssdk.services.backup.model.BackupException;
import software.amazon.awssdk.services.backup.model.CopyJobState;
import software.amazon.awssdk.services.backup.model.ListCopyJobsRequest;
import software.amazon.awssdk.services.sts.StsClient;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** The AWS SDK for Java against the edge. */
class SdkClientTest {
    private static TestServer server;
    private static BackupClient client;

    @BeforeAll
    static void start() {
        server = new TestServer();
        client = client(server.address(), Region.US_EAST_1);
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void aRequestWithPathAndBodyArrivesAndItsAnswerIsUnderstood() {
        var answer =
                client.createBackupVault(
                        r ->
                                r.backupVaultName("v-1")
                                        .creatorRequestId("c")
                                        .backupVaultTags(Map.of("a", "b c", "k/ü", "v")));

        assertThat(answer.backupVaultArn())
                .isEqualTo("arn:aws:backup:us-east-1:123456789012:backup-vault:v-1");
        assertThat(answer.creationDate()).isEqualTo(TestServer.CREATED);
        assertThat(server.received).anySatisfy(in -> assertThat(in.toString()).contains("v-1"));
    }

    @Test
    void aCopyIsAcceptedThroughABodyOfItsOwn() {
        assertThat(client.startCopyJob(r -> copy(r)).copyJobId()).isEqualTo("C0FFEE");
    }

    @Test
    void filtersArriveWithTheirTypes() {
        var after = Instant.parse("2026-01-02T03:04:05.678Z");
        client.listCopyJobs(
                r -> r.byCreatedAfter(after).byState(CopyJobState.COMPLETED).maxResults(7));

        assertThat(server.received)
                .last()
                .asInstanceOf(type(ListCopyJobsRequest.class))
                .isEqualTo(
                        ListCopyJobsRequest.builder()
                                .byCreatedAfter(after)
                                .byState(CopyJobState.COMPLETED)
                                .maxResults(7)
                                .build());
    }

    @Test
    void anOperationWithoutOutputAnswersNothing() {
        assertThat(
                        client.deleteBackupVault(
                                        r -> r.backupVaultName("aws/efs/automatic-backup-vault"))
                                .sdkHttpResponse()
                                .statusCode())
                .isEqualTo(200);
        assertThat(server.received)
                .last()
                .hasToString(
                        "DeleteBackupVaultRequest(BackupVaultName=aws/efs/automatic-backup-vault)");
    }

    @Test
    void aRefusalComesAsTheExceptionTheSdkHasForIt() {
        assertThatThrownBy(() -> client.createBackupVault(r -> r.backupVaultName("taken")))
                .isInstanceOfSatisfying(
                        AlreadyExistsException.class,
                        e -> {
                            assertThat(e.awsErrorDetails().errorCode())
                                    .isEqualTo("AlreadyExistsException");
                            assertThat(e.arn()).endsWith(":taken");
                            assertThat(e.creatorRequestId()).isEqualTo("req-1");
                            assertThat(e.requestId()).isNotBlank();
                        });
    }

    @Test
    void aRefusalOutsideTheModelKeepsItsNameAndStatus() {
        assertThatThrownBy(() -> client.describeBackupVault(r -> r.backupVaultName("nope")))
                .isInstanceOfSatisfying(
                        BackupException.class,
                        e -> {
                            assertThat(e.statusCode()).isEqualTo(403);
                            assertThat(e.awsErrorDetails().errorCode())
                                    .isEqualTo("AccessDeniedException");
                            assertThat(e.awsErrorDetails().errorMessage())
                                    .isEqualTo("Insufficient privileges to perform this action.");
                        });
    }

    @Test
    void anOperationThatIsNotOfferedIsNamed() {
        assertThatThrownBy(() -> client.listFrameworks(r -> r.maxResults(1)))
                .isInstanceOfSatisfying(
                        BackupException.class,
                        e -> {
                            assertThat(e.statusCode()).isEqualTo(404);
                            assertThat(e.awsErrorDetails().errorCode())
                                    .isEqualTo("UnknownOperationException");
                            assertThat(e).hasMessageContaining("ListFrameworks");
                        });
    }

    @Test
    void aBareQueryFlagTellsTwoOperationsOnOnePathApart() {
        assertThatThrownBy(
                        () ->
                                client.disassociateBackupVaultMpaApprovalTeam(
                                        r -> r.backupVaultName("v")))
                .hasMessageContaining("does not offer DisassociateBackupVaultMpaApprovalTeam");
    }

    @Test
    void aClientWhoseClockIsWrongCorrectsItselfFromTheDateHeader() {
        try (var early =
                        new TestServer(
                                null,
                                false,
                                InstantSource.offset(InstantSource.system(), Duration.ofHours(2)));
                var skewed = client(early.address(), Region.US_EAST_1)) {
            // The Date header is the machine's own, so the client stays off: what counts is that it
            // is told why.
            assertThatThrownBy(() -> skewed.describeBackupVault(r -> r.backupVaultName("v")))
                    .isInstanceOfSatisfying(
                            BackupException.class,
                            e ->
                                    assertThat(e.awsErrorDetails().errorCode())
                                            .isEqualTo("InvalidSignatureException"));
        }
    }

    @Test
    void aRegionThatIsNotServedIsNamed() {
        try (var elsewhere = client(server.address(), Region.AP_SOUTH_1)) {
            assertThatThrownBy(() -> elsewhere.describeBackupVault(r -> r.backupVaultName("v")))
                    .hasMessageContaining("no 'ap-south-1', but eu-west-1, us-east-1");
        }
    }

    @Test
    void stsTellsWhoACallerIs() {
        try (var sts =
                StsClient.builder()
                        .endpointOverride(server.address())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(credentials())
                        .httpClient(UrlConnectionHttpClient.create())
                        .build()) {
            var identity = sts.getCallerIdentity();
            assertThat(identity.account()).isEqualTo("123456789012");
            assertThat(identity.arn()).isEqualTo("arn:aws:iam::123456789012:root");
            assertThat(identity.responseMetadata().requestId()).isNotBlank();
            assertThatThrownBy(() -> sts.getSessionToken())
                    .hasMessageContaining("GetCallerIdentity");
        }
    }

    static BackupClient client(URI address, Region region) {
        return BackupClient.builder()
                .endpointOverride(address)
                .region(region)
                .credentialsProvider(credentials())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "testing"));
    }

    private static void copy(
            software.amazon.awssdk.services.backup.model.StartCopyJobRequest.Builder r) {
        r.recoveryPointArn("arn:aws:backup:us-east-1:123456789012:recovery-point:1")
                .sourceBackupVaultName("a")
                .destinationBackupVaultArn("arn:aws:backup:eu-west-1:123456789012:backup-vault:b")
                .iamRoleArn("arn:aws:iam::123456789012:role/r");
    }
}
