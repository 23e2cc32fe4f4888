package org.copyhold;

import static org.awaitility.Awaitility.await;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.CopyJob;
import software.amazon.awssdk.services.backup.model.CopyJobState;
import software.amazon.awssdk.services.sts.StsClient;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;

/** A whole server with users and roles, and clients of theirs. */
final class PolicyHouse implements AutoCloseable {
    static final String ACCOUNT = "111111111111";
    static final String ROLE = "arn:aws:iam::111111111111:role/backup";
    static final String LIMITED_ROLE = "arn:aws:iam::111111111111:role/limited";
    private static final String SHARE =
            "arn:aws:elasticfilesystem:us-east-1:111111111111:file-system/fs-0123456789abcdef0";
    private static final String CONFIGURATION =
            """
            listen: 127.0.0.1:0
            accounts:
              - id: "111111111111"
                organization: o-1
                accessKeys: [{ id: root, secret: root }]
                users:
                  - { name: admin, accessKeys: [{ id: admin, secret: admin }] }
                  - name: copier
                    accessKeys: [{ id: copier, secret: copier }]
                    policy:
                      Version: "2012-10-17"
                      Statement:
                        - { Effect: Allow, Action: "backup:StartCopyJob", Resource: "*" }
                        - Effect: Allow
                          Action: "iam:PassRole"
                          Resource: "*"
                          Condition:
                            StringEquals: { "iam:PassedToService": backup.amazonaws.com }
                  - name: tagger
                    accessKeys: [{ id: tagger, secret: tagger }]
                    policy: |
                      {"Version": "2012-10-17", "Statement": [
                        {"Effect": "Allow", "Action": ["backup:TagResource", "backup:Create*"],
                         "Resource": "*",
                         "Condition": {"ForAllValues:StringLike": {"aws:TagKeys": "team-*"}}},
                        {"Effect": "Allow", "Action": "backup:Describe*", "Resource": "*",
                         "Condition": {"StringEquals": {
                            "aws:ResourceTag/owner": "${aws:username}"}}},
                        {"Effect": "Allow", "Action": "backup:StartCopyJob", "Resource": "*"},
                        {"Effect": "Deny", "Action": "backup:StartCopyJob", "Resource": "*",
                         "Condition": {"StringNotLike": {"backup:CopyTargets": "*:safe"}}}]}
              - id: "222222222222"
                organization: o-1
                accessKeys: [{ id: neighbour, secret: neighbour }]
            roles:
              - arn:aws:iam::111111111111:role/backup
              - arn: arn:aws:iam::111111111111:role/limited
                policy:
                  Statement: { Effect: Allow, Action: "backup:CopyFromBackupVault", Resource: "*" }
            resources:
              - { arn: "%s", path: share }
            """
                    .formatted(SHARE);

    private final Copyhold server;
    private final URI address;
    private final Map<String, BackupClient> clients = new HashMap<>();

    PolicyHouse(Path folder) throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("share")).resolve("file"), "text");
        var file = Files.writeString(folder.resolve("copyhold.yaml"), CONFIGURATION);
        server = Copyhold.open(Config.read(file, Map.of()));
        address = server.serve();
    }

    /** Signs with the key of that id, which is its own secret. */
    BackupClient as(String key) {
        return clients.computeIfAbsent(
                key,
                id ->
                        BackupClient.builder()
                                .endpointOverride(address)
                                .region(Region.US_EAST_1)
                                .httpClient(UrlConnectionHttpClient.create())
                                .credentialsProvider(credentials(id))
                                .build());
    }

    /** The ARN by which STS calls who has a key. */
    String identity(String key) {
        try (var sts =
                StsClient.builder()
                        .endpointOverride(address)
                        .region(Region.US_EAST_1)
                        .httpClient(UrlConnectionHttpClient.create())
                        .credentialsProvider(credentials(key))
                        .build()) {
            return sts.getCallerIdentity().arn();
        }
    }

    /** Makes a vault. */
    String vault(String name) {
        return as("root").createBackupVault(r -> r.backupVaultName(name)).backupVaultArn();
    }

    /** Backs the share up into a new vault of that name; the recovery point's ARN. */
    String backedUpInto(String vault) {
        vault(vault);
        var job =
                as("root")
                        .startBackupJob(
                                r -> r.backupVaultName(vault).resourceArn(SHARE).iamRoleArn(ROLE));
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                as("root")
                                        .describeBackupJob(r -> r.backupJobId(job.backupJobId()))
                                        .stateAsString(),
                        "COMPLETED"::equals);
        return job.recoveryPointArn();
    }

    /** Waits for the end of a copy job. */
    CopyJob ended(String copyJob) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> as("root").describeCopyJob(r -> r.copyJobId(copyJob)).copyJob(),
                        job ->
                                !EnumSet.of(CopyJobState.CREATED, CopyJobState.RUNNING)
                                        .contains(job.state()));
    }

    void policy(String vault, String document) {
        as("root").putBackupVaultAccessPolicy(r -> r.backupVaultName(vault).policy(document));
    }

    @Override
    public void close() {
        clients.values().forEach(BackupClient::close);
        server.close();
    }

    private static StaticCredentialsProvider credentials(String key) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(key, key));
    }
}
