package org.copyhold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupException;
import software.amazon.awssdk.services.backup.model.BackupVaultEvent;
import software.amazon.awssdk.services.backup.model.CopyJobState;
import software.amazon.awssdk.services.backup.model.InvalidParameterValueException;
import software.amazon.awssdk.services.backup.model.MissingParameterValueException;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Who may do what, over HTTP, with the SDK. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoliciesTest {
    private static final String DENY_ALL =
            """
            {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*",
             "Action": "backup:*", "Resource": "*"}}
            """;

    private PolicyHouse house;
    private BackupClient root;
    private BackupClient copier;
    private String point;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        house = new PolicyHouse(folder);
        root = house.as("root");
        copier = house.as("copier");
        point = house.backedUpInto("source");
    }

    @AfterAll
    void close() {
        house.close();
    }

    @Test
    void aUserWhoMayOnlyCopyCopiesAndDoesNothingElse() {
        var target = house.vault("target");

        assertThat(house.ended(copy(copier, point, "source", target)).state())
                .isEqualTo(CopyJobState.COMPLETED);

        denied(
                () ->
                        copier.describeRecoveryPoint(
                                r -> r.backupVaultName("source").recoveryPointArn(point)),
                "User: arn:aws:iam::111111111111:user/copier is not authorized to perform:"
                        + " backup:DescribeRecoveryPoint on resource: "
                        + point
                        + " because no identity-based policy allows the"
                        + " backup:DescribeRecoveryPoint action");
        denied(() -> copier.listCopyJobs(r -> {}), "backup:ListCopyJobs on resource: * because");
        denied(
                () -> copier.createBackupVault(r -> r.backupVaultName("mine")),
                "backup:CreateBackupVault on resource:"
                        + " arn:aws:backup:us-east-1:111111111111:backup-vault:mine because");
        denied(
                () -> copier.listTags(r -> r.resourceArn(target)),
                "backup:ListTags on resource: " + target);
        denied(
                () ->
                        copier.putBackupVaultAccessPolicy(
                                r -> r.backupVaultName("source").policy(DENY_ALL)),
                "backup:PutBackupVaultAccessPolicy");
        denied(() -> copier.updateGlobalSettings(r -> {}), "backup:UpdateGlobalSettings");
    }

    @Test
    void whatIsMalformedIsSaidFirstAndWhatIsMissingLast() {
        assertThatThrownBy(
                        () ->
                                house.as("tagger")
                                        .startBackupJob(
                                                r ->
                                                        r.backupVaultName("a b")
                                                                .resourceArn("x")
                                                                .iamRoleArn(PolicyHouse.ROLE)))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> copy(copier, "nonsense", "source", point))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(
                        () ->
                                copier.updateRecoveryPointLifecycle(
                                        r -> r.backupVaultName("source").recoveryPointArn(point)))
                .isInstanceOf(MissingParameterValueException.class);
        assertThatThrownBy(
                        () ->
                                copier.putBackupVaultNotifications(
                                        r ->
                                                r.backupVaultName("source")
                                                        .backupVaultEvents(
                                                                BackupVaultEvent.COPY_JOB_FAILED)
                                                        .snsTopicArn("nonsense")))
                .isInstanceOf(InvalidParameterValueException.class);
        denied(
                () -> copier.describeBackupVault(r -> r.backupVaultName("nowhere")),
                "not authorized to perform: backup:DescribeBackupVault");
        denied(
                () -> root.describeBackupVault(r -> r.backupVaultName("nowhere")),
                "Insufficient privileges to perform this action.");
    }

    @Test
    void aRoleIsPassedOnlyByWhoMayPassIt() {
        var target = house.vault("safe");

        denied(
                () -> copy(house.as("tagger"), point, "source", target),
                "User: arn:aws:iam::111111111111:user/tagger is not authorized to perform:"
                        + " iam:PassRole on resource: "
                        + PolicyHouse.ROLE
                        + " because no identity-based policy allows the iam:PassRole action");
    }

    @Test
    void conditionsSeeTagsAndTargets() {
        var tagger = house.as("tagger");
        var vault = house.vault("conditions");

        denied(
                () -> copy(tagger, point, "source", vault),
                "with an explicit deny in an identity-based policy");
        denied(
                () -> tagger.tagResource(r -> r.resourceArn(vault).tags(Map.of("owner", "tagger"))),
                "backup:TagResource");
        tagger.tagResource(r -> r.resourceArn(vault).tags(Map.of("team-a", "x")));
        denied(
                () -> tagger.describeBackupVault(r -> r.backupVaultName("conditions")),
                "backup:DescribeBackupVault");
        root.tagResource(r -> r.resourceArn(vault).tags(Map.of("owner", "tagger")));
        assertThat(
                        tagger.describeBackupVault(r -> r.backupVaultName("conditions"))
                                .backupVaultArn())
                .isEqualTo(vault);
    }

    @Test
    void aVaultsPolicyCountsForItsRecoveryPointsAlsoWhereNoVaultIsNamed() {
        var held = house.backedUpInto("guarded");
        house.policy("guarded", DENY_ALL);

        var denial = "with an explicit deny in a resource-based policy";
        denied(() -> root.describeBackupVault(r -> r.backupVaultName("guarded")), denial);
        denied(
                () ->
                        root.deleteRecoveryPoint(
                                r -> r.backupVaultName("guarded").recoveryPointArn(held)),
                denial);
        denied(() -> root.listTags(r -> r.resourceArn(held)), denial);
        denied(() -> root.tagResource(r -> r.resourceArn(held).tags(Map.of("a", "b"))), denial);
        denied(
                () ->
                        root.startRestoreJob(
                                r ->
                                        r.recoveryPointArn(held)
                                                .iamRoleArn(PolicyHouse.ROLE)
                                                .metadata(Map.of("newFileSystem", "true"))),
                denial);
        denied(
                () ->
                        root.getRecoveryPointRestoreMetadata(
                                r -> r.backupVaultName("guarded").recoveryPointArn(held)),
                denial);
        denied(() -> copy(root, held, "guarded", house.vault("elsewhere")), denial);
    }

    @Test
    void theAccountItselfIsNeverShutOutOfAPolicyAndAUserIs() {
        house.vault("closed");
        house.policy("closed", DENY_ALL);

        denied(
                () ->
                        house.as("admin")
                                .deleteBackupVaultAccessPolicy(r -> r.backupVaultName("closed")),
                "with an explicit deny in a resource-based policy");
        assertThat(root.getBackupVaultAccessPolicy(r -> r.backupVaultName("closed")).policy())
                .isEqualTo(DENY_ALL);
        root.deleteBackupVaultAccessPolicy(r -> r.backupVaultName("closed"));
        assertThat(root.describeBackupVault(r -> r.backupVaultName("closed")).backupVaultName())
                .isEqualTo("closed");
    }

    @Test
    void aVaultsPolicyLetsAUserInByName() {
        house.vault("shared");
        denied(
                () -> copier.describeBackupVault(r -> r.backupVaultName("shared")),
                "no identity-based policy");

        allow("shared", "111111111111");
        denied(
                () -> copier.describeBackupVault(r -> r.backupVaultName("shared")),
                "no identity-based policy");
        allow("shared", "arn:aws:iam::111111111111:user/copier");

        assertThat(copier.describeBackupVault(r -> r.backupVaultName("shared")).backupVaultName())
                .isEqualTo("shared");
    }

    @Test
    void aPolicyThatCannotBeFollowedIsRefused() {
        house.vault("picky");

        refused("{", "Invalid policy: line 1");
        refused(DENY_ALL.replace("Effect", "Efect"), "Statement.Efect");
        refused(
                DENY_ALL.replace("\"*\",\n", "{\"AWS\": \"999999999999\"},\n"),
                "Provided principal is not valid");
        refused(
                DENY_ALL.replace("\"*\",\n", "{\"AWS\": \"arn:aws:iam::111111111111:user/x\"},\n"),
                "Provided principal is not valid");
        refused(DENY_ALL + " ".repeat(20_480), "20480 at most");
        assertThatThrownBy(() -> root.getBackupVaultAccessPolicy(r -> r.backupVaultName("picky")))
                .isInstanceOf(ResourceNotFoundException.class);
        root.deleteBackupVaultAccessPolicy(r -> r.backupVaultName("picky"));
    }

    @Test
    void aCopyFailsWhereAPolicyOrTheRoleDoesNotLetItIn() {
        var target = house.vault("fortress");
        var byRole = copy(root, point, "source", target, PolicyHouse.LIMITED_ROLE);
        assertAccessDenied(byRole);

        house.policy("fortress", DENY_ALL.replace("backup:*", "backup:CopyIntoBackupVault"));
        assertAccessDenied(copy(root, point, "source", target));
        root.deleteBackupVaultAccessPolicy(r -> r.backupVaultName("fortress"));

        var kept = house.backedUpInto("kept");
        house.policy("kept", DENY_ALL.replace("backup:*", "backup:CopyFromBackupVault"));
        assertAccessDenied(copy(root, kept, "kept", target));

        assertThat(
                        root.listRecoveryPointsByBackupVault(r -> r.backupVaultName("fortress"))
                                .recoveryPoints())
                .isEmpty();
    }

    @Test
    void aVaultOfAnotherAccountTakesWhatItsPolicyLetsIn() {
        root.updateGlobalSettings(
                r -> r.globalSettings(Map.of("isCrossAccountBackupEnabled", "true")));
        var neighbour = house.as("neighbour");
        var theirs = neighbour.createBackupVault(r -> r.backupVaultName("theirs")).backupVaultArn();

        assertAccessDenied(copy(root, point, "source", theirs));
        neighbour.putBackupVaultAccessPolicy(
                r ->
                        r.backupVaultName("theirs")
                                .policy(
                                        """
                                        {"Version": "2012-10-17", "Statement": [
                                          {"Effect": "Allow", "Principal": "*", "Resource": "*",
                                           "Action": "backup:CopyIntoBackupVault",
                                           "Condition": {"StringEquals":
                                             {"aws:PrincipalOrgID": "o-1"}}}]}
                                        """));

        assertThat(house.ended(copy(root, point, "source", theirs)).state())
                .isEqualTo(CopyJobState.COMPLETED);
        assertThat(
                        neighbour
                                .listRecoveryPointsByBackupVault(r -> r.backupVaultName("theirs"))
                                .recoveryPoints())
                .hasSize(1);
    }

    @Test
    void stsTellsAUserFromTheAccount() {
        assertThat(house.identity("root")).isEqualTo("arn:aws:iam::111111111111:root");
        assertThat(house.identity("copier")).isEqualTo("arn:aws:iam::111111111111:user/copier");
    }

    private void assertAccessDenied(String copyJob) {
        var job = house.ended(copyJob);
        assertThat(job.state()).isEqualTo(CopyJobState.FAILED);
        assertThat(job.statusMessage())
                .isEqualTo("Access Denied trying to call AWS Backup service");
        assertThat(job.messageCategory()).isEqualTo("AccessDenied");
    }

    private void allow(String vault, String principal) {
        house.policy(
                vault,
                """
                {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "%s"},
                  "Action": "backup:DescribeBackupVault", "Resource": "*"}]}
                """
                        .formatted(principal));
    }

    private void refused(String document, String why) {
        assertThatThrownBy(() -> house.policy("picky", document))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining(why);
    }

    private static String copy(BackupClient by, String point, String from, String to) {
        return copy(by, point, from, to, PolicyHouse.ROLE);
    }

    private static String copy(BackupClient by, String point, String from, String to, String role) {
        return by.startCopyJob(
                        r ->
                                r.recoveryPointArn(point)
                                        .sourceBackupVaultName(from)
                                        .destinationBackupVaultArn(to)
                                        .iamRoleArn(role))
                .copyJobId();
    }

    private static void denied(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BackupException.class,
                        e -> {
                            assertThat(e.statusCode()).isEqualTo(403);
                            assertThat(e.awsErrorDetails().errorCode())
                                    .isEqualTo("AccessDeniedException");
                        })
                .hasMessageContaining(message);
    }
}
