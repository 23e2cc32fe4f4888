package org.copyhold.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.AlreadyExistsException;
import software.amazon.awssdk.services.backup.model.BackupException;
import software.amazon.awssdk.services.backup.model.CopyJob;
import software.amazon.awssdk.services.backup.model.InvalidParameterValueException;
import software.amazon.awssdk.services.backup.model.InvalidRequestException;
import software.amazon.awssdk.services.backup.model.MissingParameterValueException;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sts.StsClient;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaSdkTest {
    private Server server;
    private BackupClient east;
    private BackupClient west;

    @BeforeAll
    void serve(@TempDir Path folder) throws Exception {
        server = Server.in(folder);
        Tree.make(server.share(), 12, 1);
        server.start();
        east = server.client(Region.US_EAST_1);
        west = server.client(Region.EU_WEST_1);
    }

    @AfterAll
    void stop() throws Exception {
        east.close();
        west.close();
        server.close();
    }

    @Test
    void aCopyInAnotherRegionOutlivesItsSourceAndRestoresTheSameTree() throws Exception {
        east.createBackupVault(b -> b.backupVaultName("flow").backupVaultTags(Map.of("team", "a")));
        var destination = west.createBackupVault(b -> b.backupVaultName("flow-copy"));
        var backup = new Jobs(east).backup("flow");
        assertThat(backup.stateAsString()).as(backup.statusMessage()).isEqualTo("COMPLETED");
        var source = backup.recoveryPointArn();
        east.tagResource(b -> b.resourceArn(source).tags(Map.of("keep", "yes")));

        var copy = new Jobs(east).copy(source, "flow", destination.backupVaultArn());

        assertThat(copy.stateAsString()).as(copy.statusMessage()).isEqualTo("COMPLETED");
        assertACopyOf(source, copy);
        east.deleteRecoveryPoint(b -> b.backupVaultName("flow").recoveryPointArn(source));
        assertThatThrownBy(
                        () ->
                                east.describeRecoveryPoint(
                                        b -> b.backupVaultName("flow").recoveryPointArn(source)))
                .isInstanceOf(ResourceNotFoundException.class);
        var metadata =
                new HashMap<>(
                        west.getRecoveryPointRestoreMetadata(
                                        b ->
                                                b.backupVaultName("flow-copy")
                                                        .recoveryPointArn(
                                                                copy.destinationRecoveryPointArn()))
                                .restoreMetadata());
        metadata.put("newFileSystem", "true");
        var restore = new Jobs(west).restore(copy.destinationRecoveryPointArn(), metadata);
        assertThat(restore.statusAsString()).as(restore.statusMessage()).isEqualTo("COMPLETED");
        Tree.assertSame(server.share(), server.restored(restore.createdResourceArn()));
    }

    private void assertACopyOf(String source, CopyJob job) {
        assertThat(job.sourceRecoveryPointArn()).isEqualTo(source);
        assertThat(job.resourceArn()).isEqualTo(Server.RESOURCE);
        assertThat(job.resourceType()).isEqualTo("EFS");
        assertThat(job.accountId()).isEqualTo(Server.ACCOUNT);
        assertThat(job.isParent()).isFalse();
        assertThat(job.completionDate()).isAfterOrEqualTo(job.creationDate());
        var before =
                east.describeRecoveryPoint(b -> b.backupVaultName("flow").recoveryPointArn(source));
        var after =
                west.describeRecoveryPoint(
                        b ->
                                b.backupVaultName("flow-copy")
                                        .recoveryPointArn(job.destinationRecoveryPointArn()));
        assertThat(after.creationDate()).isEqualTo(before.creationDate());
        assertThat(after.sourceBackupVaultArn()).isEqualTo(before.backupVaultArn());
        assertThat(after.encryptionKeyArn()).isNotEqualTo(before.encryptionKeyArn());
        assertThat(after.resourceArn()).isEqualTo(before.resourceArn());
        assertThat(after.isEncrypted()).isTrue();
        assertThat(west.listTags(b -> b.resourceArn(job.destinationRecoveryPointArn())).tags())
                .containsEntry("keep", "yes");
        assertThat(
                        west.listRecoveryPointsByBackupVault(b -> b.backupVaultName("flow-copy"))
                                .recoveryPoints())
                .extracting(point -> point.recoveryPointArn())
                .containsExactly(job.destinationRecoveryPointArn());
        assertThat(east.listCopyJobs(b -> b.bySourceRecoveryPointArn(source)).copyJobs())
                .extracting(CopyJob::copyJobId)
                .containsExactly(job.copyJobId());
        assertThat(
                        east.listCopyJobs(
                                        b ->
                                                b.byDestinationVaultArn(
                                                        "arn:aws:backup:eu-west-1:123456789012:backup-vault:none"))
                                .copyJobs())
                .isEmpty();
    }

    @Test
    void aSecondCopyOfAnUnchangedResourceAndACopyOfACopyRestoreToo() throws Exception {
        east.createBackupVault(b -> b.backupVaultName("twice"));
        var near = east.createBackupVault(b -> b.backupVaultName("twice-near"));
        var far = west.createBackupVault(b -> b.backupVaultName("twice-far"));
        var first = new Jobs(east).backup("twice");
        var second = new Jobs(east).backup("twice");
        assertThat(second.stateAsString()).as(second.statusMessage()).isEqualTo("COMPLETED");

        new Jobs(east).copy(first.recoveryPointArn(), "twice", far.backupVaultArn());
        var here = new Jobs(east).copy(second.recoveryPointArn(), "twice", near.backupVaultArn());
        var there =
                new Jobs(east)
                        .copy(
                                here.destinationRecoveryPointArn(),
                                "twice-near",
                                far.backupVaultArn());

        assertThat(there.stateAsString()).as(there.statusMessage()).isEqualTo("COMPLETED");
        var restore =
                new Jobs(west)
                        .restore(
                                there.destinationRecoveryPointArn(),
                                Map.of("newFileSystem", "true"));
        assertThat(restore.statusAsString()).as(restore.statusMessage()).isEqualTo("COMPLETED");
        Tree.assertSame(server.share(), server.restored(restore.createdResourceArn()));
    }

    @Test
    void theSameTokenAnswersTheSameCopyJobAndMakesNoSecondCopy() {
        east.createBackupVault(b -> b.backupVaultName("token"));
        var to = west.createBackupVault(b -> b.backupVaultName("token-copy")).backupVaultArn();
        var point = new Jobs(east).backup("token").recoveryPointArn();
        var token = point + "-" + to;

        var one = startCopy(point, to, token);
        var two = startCopy(point, to, token);

        assertThat(two.copyJobId()).isEqualTo(one.copyJobId());
        assertThat(two.creationDate()).isEqualTo(one.creationDate());
        assertThat(two.isParent()).isEqualTo(one.isParent());
        assertThat(new Jobs(east).endedCopy(one.copyJobId()).stateAsString())
                .isEqualTo("COMPLETED");
        assertThat(
                        west.listRecoveryPointsByBackupVault(b -> b.backupVaultName("token-copy"))
                                .recoveryPoints())
                .hasSize(1);
        assertThatThrownBy(() -> startCopy(point, to.replace("token-copy", "other"), token))
                .isInstanceOf(InvalidRequestException.class);
    }

    private software.amazon.awssdk.services.backup.model.StartCopyJobResponse startCopy(
            String point, String to, String token) {
        return east.startCopyJob(
                b ->
                        b.recoveryPointArn(point)
                                .sourceBackupVaultName("token")
                                .destinationBackupVaultArn(to)
                                .iamRoleArn(Server.ROLE)
                                .idempotencyToken(token));
    }

    @Test
    void theDestinationMayBeWrittenAsTheRequestsOwnDocumentationWritesIt() {
        east.createBackupVault(b -> b.backupVaultName("colon"));
        west.createBackupVault(b -> b.backupVaultName("colon-copy"));
        var point = new Jobs(east).backup("colon").recoveryPointArn();

        var copy =
                new Jobs(east)
                        .copy(
                                point,
                                "colon",
                                "arn:aws:backup:eu-west-1:123456789012:vault:colon-copy");

        assertThat(copy.stateAsString()).as(copy.statusMessage()).isEqualTo("COMPLETED");
        assertThat(copy.destinationBackupVaultArn())
                .isEqualTo("arn:aws:backup:eu-west-1:123456789012:backup-vault:colon-copy");
    }

    @Test
    void aCopyToAVaultThatDoesNotExistFailsAndSaysSo() {
        east.createBackupVault(b -> b.backupVaultName("lost"));
        var point = new Jobs(east).backup("lost").recoveryPointArn();

        var copy =
                new Jobs(east)
                        .copy(
                                point,
                                "lost",
                                "arn:aws:backup:eu-west-1:123456789012:backup-vault:nowhere");

        assertThat(copy.stateAsString()).isEqualTo("FAILED");
        assertThat(copy.statusMessage()).contains("nowhere");
        assertThat(copy.destinationRecoveryPointArn()).isNull();
        assertThat(copy.completionDate()).isNotNull();
    }

    @Test
    void whatStartCopyJobCannotDoIsRefusedUnderTheNameThatAwsGivesIt() {
        east.createBackupVault(b -> b.backupVaultName("refuse"));
        var to = "arn:aws:backup:eu-west-1:123456789012:backup-vault:there";
        var unknown =
                "arn:aws:backup:us-east-1:123456789012:recovery-point:1EB3B5E7-9EB0-435A-A80B-108B488B0D45";
        var jobs = new Jobs(east);

        assertThatThrownBy(() -> jobs.startCopy(unknown, "refuse", to))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Cannot find recovery point.");
        assertThatThrownBy(() -> jobs.startCopy(unknown, "no-such-vault", to))
                .isInstanceOfSatisfying(
                        BackupException.class,
                        refusal -> {
                            assertThat(refusal.statusCode()).isEqualTo(403);
                            assertThat(refusal.awsErrorDetails().errorCode())
                                    .isEqualTo("AccessDeniedException");
                        });
        assertThatThrownBy(() -> jobs.startCopy("no arn", "refuse", to))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> jobs.startCopy(unknown, "refuse", "no arn"))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> east.startCopyJob(b -> b.sourceBackupVaultName("refuse")))
                .isInstanceOf(MissingParameterValueException.class)
                .hasMessageContaining("RecoveryPointArn");
        assertThatThrownBy(
                        () ->
                                east.startCopyJob(
                                        b ->
                                                b.recoveryPointArn(unknown)
                                                        .sourceBackupVaultName("refuse")
                                                        .destinationBackupVaultArn(to)
                                                        .iamRoleArn(Server.ROLE)
                                                        .lifecycle(
                                                                l ->
                                                                        l.moveToColdStorageAfterDays(
                                                                                        10L)
                                                                                .deleteAfterDays(
                                                                                        99L))))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("90 days apart");
    }

    @Test
    void vaultsAreRefusedTwiceAndWhileTheyHoldRecoveryPoints() {
        east.createBackupVault(b -> b.backupVaultName("full"));
        assertThatThrownBy(() -> east.createBackupVault(b -> b.backupVaultName("full")))
                .isInstanceOf(AlreadyExistsException.class);
        new Jobs(east).backup("full");
        assertThatThrownBy(() -> east.deleteBackupVault(b -> b.backupVaultName("full")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("contains recovery points");
    }

    @Test
    void listsPageThroughEverythingOnceThoughItIsDeletedMeanwhile() {
        for (var i = 0; i < 25; i++) {
            var name = "page-" + i;
            west.createBackupVault(b -> b.backupVaultName(name));
        }
        var seen = new java.util.TreeSet<String>();
        for (var page : west.listBackupVaultsPaginator(b -> b.maxResults(4))) {
            for (var vault : page.backupVaultList()) {
                assertThat(seen.add(vault.backupVaultName())).isTrue();
                if (vault.backupVaultName().startsWith("page-")) {
                    west.deleteBackupVault(b -> b.backupVaultName(vault.backupVaultName()));
                }
            }
        }
        assertThat(seen).filteredOn(name -> name.startsWith("page-")).hasSize(25);
    }

    @Test
    void itemsAreRestoredIntoTheFileSystemTheyAreAskedFor() throws Exception {
        east.createBackupVault(b -> b.backupVaultName("items"));
        var point = new Jobs(east).backup("items").recoveryPointArn();

        var restore =
                new Jobs(east)
                        .restore(
                                point,
                                Map.of(
                                        "newFileSystem",
                                        "true",
                                        "ItemsToRestore",
                                        "[\"/small/s17\", \"/d1\"]"));

        assertThat(restore.statusAsString()).as(restore.statusMessage()).isEqualTo("COMPLETED");
        var made = server.restored(restore.createdResourceArn());
        assertThat(made.resolve("small/s17"))
                .hasSameBinaryContentAs(server.share().resolve("small/s17"));
        Tree.assertSame(server.share().resolve("d1"), made.resolve("d1"));
        try (var small = Files.list(made.resolve("small"))) {
            assertThat(small).hasSize(1);
        }
    }

    @Test
    void stsSaysWhoIsCalling() {
        try (var sts =
                StsClient.builder()
                        .endpointOverride(server.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("testing", "testing")))
                        .build()) {
            assertThat(sts.getCallerIdentity().account()).isEqualTo(Server.ACCOUNT);
        }
    }

    @Test
    void aWrongSecretAndAnUnknownKeyAreTurnedAway() {
        try (var stranger = server.client(Region.US_EAST_1, "nobody")) {
            assertThatThrownBy(() -> stranger.listBackupVaults())
                    .isInstanceOfSatisfying(
                            BackupException.class,
                            refusal -> {
                                assertThat(refusal.statusCode()).isEqualTo(403);
                                assertThat(refusal.awsErrorDetails().errorCode())
                                        .isEqualTo("UnrecognizedClientException");
                            });
        }
    }

    @Test
    void anotherAccountSeesNothingOfThisOne() {
        east.createBackupVault(b -> b.backupVaultName("private"));
        try (var stranger = server.client(Region.US_EAST_1, "stranger")) {
            assertThat(stranger.listBackupVaults().backupVaultList()).isEmpty();
            assertThatThrownBy(
                            () -> stranger.describeBackupVault(b -> b.backupVaultName("private")))
                    .isInstanceOfSatisfying(
                            BackupException.class,
                            refusal -> assertThat(refusal.statusCode()).isEqualTo(403));
        }
    }

    @Test
    void anOperationThatIsNotBuiltYetAnswersUnknownOperationException() {
        assertThatThrownBy(() -> east.listFrameworks(b -> {}))
                .isInstanceOfSatisfying(
                        BackupException.class,
                        refusal -> {
                            assertThat(refusal.awsErrorDetails().errorCode())
                                    .isEqualTo("UnknownOperationException");
                            assertThat(refusal.getMessage()).contains("ListFrameworks");
                        });
    }
}
