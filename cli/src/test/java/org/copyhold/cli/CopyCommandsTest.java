package org.copyhold.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.copyhold.Config;
import org.copyhold.Copyhold;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupJobState;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The extensions, by the commands and by what they send, against a server that really copies. */
class CopyCommandsTest {
    private static final String RESOURCE =
            "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef0";
    private static final String ROLE =
            "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole";
    private static final String AWAY = "arn:aws:backup:eu-west-1:123456789012:backup-vault:away";

    @TempDir Path folder;

    private Copyhold copyhold;
    private URI endpoint;
    private BackupClient east;
    private BackupClient west;
    private String point;

    @BeforeEach
    void serve() throws IOException {
        var share = Files.createDirectory(folder.resolve("share"));
        var bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        Files.write(share.resolve("a.bin"), bytes);
        var file = folder.resolve("copyhold.yaml");
        Files.writeString(
                file,
                """
                listen: 127.0.0.1:0
                accounts:
                  - id: "123456789012"
                    name: main
                    accessKeys: [{ id: testing, secret: testing }]
                    users:
                      - name: reader
                        accessKeys: [{ id: reader, secret: reader }]
                        policy:
                          Version: "2012-10-17"
                          Statement: [{ Effect: Allow, Action: "backup:Describe*", Resource: "*" }]
                regions:
                  us-east-1: { store: "file:./stores/us-east-1" }
                  eu-west-1: { store: "file:./stores/eu-west-1" }
                resources:
                  - { arn: "%s", path: ./share }
                """
                        .formatted(RESOURCE));
        copyhold = Copyhold.open(Config.read(file, Map.of()));
        endpoint = copyhold.serve();
        east = client(Region.US_EAST_1);
        west = client(Region.EU_WEST_1);
        east.createBackupVault(it -> it.backupVaultName("home"));
        point = backUp();
    }

    @AfterEach
    void close() {
        east.close();
        west.close();
        copyhold.close();
    }

    @Test
    void aPreflightTellsWhatKeepsACopyBackAndThenHowMuchItWouldMove() {
        var refused = run("copy", "preflight", point, "--from", "home", "--to", AWAY);

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.out())
                .containsPattern("failed +Destination vault +Copy job failed because")
                .contains("Make the vault, in account 123456789012 and Region eu-west-1.")
                .contains("passed      ")
                .doesNotContain("would move");

        west.createBackupVault(it -> it.backupVaultName("away"));
        var allowed = run("copy", "preflight", point, "--from", "home", "--to", AWAY);

        assertThat(allowed.exit()).as(allowed.err()).isZero();
        assertThat(allowed.out()).containsPattern("A copy would move 3\\.[0-9] MB; 0.0 MB");
        assertThat(east.listCopyJobs(it -> {}).copyJobs()).isEmpty();
        assertThat(folder.resolve("stores/eu-west-1/123456789012")).doesNotExist();
    }

    @Test
    void aCopyIsStartedOnceAndWatchedToItsEnd() {
        west.createBackupVault(it -> it.backupVaultName("away"));

        var first = run(start("--watch"));

        assertThat(first.exit()).as(first.err()).isZero();
        var id = first.out().lines().findFirst().orElseThrow();
        assertThat(first.out())
                .contains("COMPLETED arn:aws:backup:eu-west-1:123456789012:recovery-point:")
                .contains("100.0 %");
        assertThat(run(start("--once")).out().strip()).isEqualTo(id);
        assertThat(onceByHeader()).isEqualTo(id);
        assertThat(run("copy", "watch", id).exit()).isZero();
        assertThat(run(start()).out().strip()).isNotEqualTo(id);
        var stopped = run("copy", "stop", id);
        assertThat(stopped.exit()).isEqualTo(1);
        assertThat(stopped.err()).contains("has ended (COMPLETED) and cannot be stopped");
    }

    @Test
    void whatACopyCameToIsInItsMessageAndItsExitCode() {
        var failed = run(start("--watch"));

        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.err()).contains("FAILED: Copy job failed because backup vault " + AWAY);
        var unknown = run("copy", "watch", "no-such-job");
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.err()).contains("Cannot find copy job no-such-job.");
        assertThat(run("copy", "stop", "no-such-job").err())
                .contains("Cannot find copy job no-such-job. (ResourceNotFoundException)");
    }

    @Test
    void whatSdksIgnoreIsInTheAnswers() {
        west.createBackupVault(it -> it.backupVaultName("away"));
        var id = run(start("--watch")).out().lines().findFirst().orElseThrow();

        try (var client = client("testing")) {
            var described = client.call(SdkHttpMethod.GET, "/copy-jobs/" + id, null);
            assertTells(described.path("CopyJob"));
            var listed = client.call(SdkHttpMethod.GET, "/copy-jobs/", null);
            assertTells(listed.path("CopyJobs").path(0));
        }
        assertThat(east.describeCopyJob(it -> it.copyJobId(id)).copyJob().copyJobId())
                .isEqualTo(id);
    }

    @Test
    void extensionsAreForThoseWhoMay() {
        var id = run(start()).out().strip();

        try (var reader = client("reader")) {
            assertThat(reader.call(SdkHttpMethod.GET, "/copy-jobs/" + id, null).has("CopyJob"))
                    .isTrue();
            assertThatThrownBy(() -> reader.call(SdkHttpMethod.POST, "/copy-jobs/" + id, null))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("AccessDeniedException");
            assertThatThrownBy(
                            () ->
                                    reader.call(
                                            SdkHttpMethod.POST, "/copyhold/copy-preflight", body()))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("AccessDeniedException");
        }
    }

    @Test
    void helpAndCompletionKnowTheCommands() {
        assertThat(run("copy", "start", "--help").out())
                .contains("--once", "--read-back", "--watch", "--to");
        assertThat(run("generate-completion").out()).contains("preflight");
        assertThat(run("copy").exit()).isEqualTo(2);
    }

    private static void assertTells(JsonNode job) {
        assertThat(job.path("PercentDone").asText()).isEqualTo("100.0");
        assertThat(job.path("BytesMoved").asLong()).isGreaterThan(3_000_000);
        assertThat(job.path("BytesWanted").asLong())
                .isEqualTo(job.path("BytesMoved").asLong() + job.path("BytesSkipped").asLong());
        assertThat(job.path("BytesServerSide").asLong(-1)).isZero();
        assertThat(job.path("VerificationTier").asText()).isEqualTo("V1");
        assertThat(job.has("BytesPerSecond")).isFalse();
        assertThat(job.has("ExpectedCompletionDate")).isFalse();
    }

    private String[] start(String... options) {
        var line = new ArrayList<>(List.of("copy", "start", point, "--from", "home", "--to", AWAY));
        line.addAll(List.of(options));
        return line.toArray(String[]::new);
    }

    private ObjectNode body() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("RecoveryPointArn", point)
                .put("SourceBackupVaultName", "home")
                .put("DestinationBackupVaultArn", AWAY)
                .put("IamRoleArn", ROLE);
    }

    /** As programs ask whose SDK drops members that it does not know. */
    private String onceByHeader() {
        return east.startCopyJob(
                        it ->
                                it.recoveryPointArn(point)
                                        .sourceBackupVaultName("home")
                                        .destinationBackupVaultArn(AWAY)
                                        .iamRoleArn(ROLE)
                                        .overrideConfiguration(
                                                o -> o.putHeader("x-copyhold-once", "true")))
                .copyJobId();
    }

    private String backUp() {
        var id =
                east.startBackupJob(
                                it ->
                                        it.backupVaultName("home")
                                                .resourceArn(RESOURCE)
                                                .iamRoleArn(ROLE))
                        .backupJobId();
        while (true) {
            var job = east.describeBackupJob(it -> it.backupJobId(id));
            assertThat(job.state())
                    .as(job.statusMessage())
                    .isIn(BackupJobState.CREATED, BackupJobState.RUNNING, BackupJobState.COMPLETED);
            if (job.state() == BackupJobState.COMPLETED) {
                return job.recoveryPointArn();
            }
            Thread.onSpinWait();
        }
    }

    private ApiClient client(String key) {
        return new ApiClient(endpoint, "us-east-1", AwsCredentialsIdentity.create(key, key));
    }

    private BackupClient client(Region region) {
        return BackupClient.builder()
                .endpointOverride(endpoint)
                .region(region)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("testing", "testing")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private Outcome run(String... arguments) {
        var line = new ArrayList<>(List.of(arguments));
        if (line.getFirst().equals("copy") && line.size() > 2 && !line.contains("--help")) {
            line.addAll(List.of("--endpoint", endpoint.toString()));
            line.addAll(List.of("--config", folder.resolve("copyhold.yaml").toString()));
        }
        var out = new StringWriter();
        var err = new StringWriter();
        var all = line.toArray(String[]::new);
        var exit =
                Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true), all)
                        .execute(all);
        return new Outcome(exit, out.toString(), err.toString());
    }

    private record Outcome(int exit, String out, String err) {}
}
