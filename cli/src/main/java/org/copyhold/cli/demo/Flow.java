package org.copyhold.cli.demo;

import org.copyhold.Administration;
import org.copyhold.cli.ProgressLine;
import org.copyhold.control.access.CreatedKey;
import org.copyhold.control.job.Progress;
import org.copyhold.kit.Arn;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The steps of the demo, as a client of AWS Backup takes them. */
final class Flow implements AutoCloseable {
    static final String EAST = "us-east-1";
    static final String EUROPE = "eu-west-1";

    private static final String VAULT = "demo";
    private static final String COPIES = "demo-copies";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Administration inside;
    private final ProgressLine line;
    private final BackupClient east;
    private final BackupClient europe;
    private final String role;
    private final List<Step> steps = new ArrayList<>();

    Flow(URI endpoint, CreatedKey key, Administration inside, ProgressLine line) {
        this.inside = inside;
        this.line = line;
        this.east = client(endpoint, key, EAST);
        this.europe = client(endpoint, key, EUROPE);
        this.role = Arn.of("iam", "", key.account(), "role/Demo").toString();
    }

    /** What each job did, in order. */
    List<Step> steps() {
        return List.copyOf(steps);
    }

    /** Makes the two vaults; the ARN of the one that copies go to. */
    String makeVaults() {
        east.createBackupVault(it -> it.backupVaultName(VAULT));
        return europe.createBackupVault(it -> it.backupVaultName(COPIES)).backupVaultArn();
    }

    /** Backs a resource up; the recovery point's ARN. */
    String backUp(Arn resource) {
        var id =
                east.startBackupJob(
                                it ->
                                        it.backupVaultName(VAULT)
                                                .resourceArn(resource.toString())
                                                .iamRoleArn(role))
                        .backupJobId();
        follow(
                "backup",
                id,
                () -> {
                    var job = east.describeBackupJob(it -> it.backupJobId(id));
                    return new Look(job.stateAsString(), job.statusMessage());
                });
        return east.describeBackupJob(it -> it.backupJobId(id)).recoveryPointArn();
    }

    /** Copies a recovery point into another Region; the copy's ARN. */
    String copy(String point, String destination) {
        var id =
                east.startCopyJob(
                                it ->
                                        it.sourceBackupVaultName(VAULT)
                                                .recoveryPointArn(point)
                                                .destinationBackupVaultArn(destination)
                                                .iamRoleArn(role))
                        .copyJobId();
        follow(
                "copy",
                id,
                () -> {
                    var job = east.describeCopyJob(it -> it.copyJobId(id)).copyJob();
                    return new Look(job.stateAsString(), job.statusMessage());
                });
        return east.describeCopyJob(it -> it.copyJobId(id)).copyJob().destinationRecoveryPointArn();
    }

    /** Deletes the recovery point that the copy was made of. */
    void deleteSource(String point) {
        east.deleteRecoveryPoint(it -> it.backupVaultName(VAULT).recoveryPointArn(point));
    }

    /** Lets tables be copied, as AWS does only where that is switched on. */
    void allowTables() {
        for (var client : List.of(east, europe)) {
            client.updateRegionSettings(
                    it -> it.resourceTypeManagementPreference(Map.of("DynamoDB", true)));
        }
    }

    /** The recovery points in a stack's, by resource. */
    Map<String, String> sources(String stack) {
        return nested(east, VAULT, stack);
    }

    /** The recovery points in the copy of a stack's, by resource. */
    Map<String, String> copies(String stack) {
        return nested(europe, COPIES, stack);
    }

    private static Map<String, String> nested(BackupClient client, String vault, String stack) {
        return client
                .listRecoveryPointsByBackupVaultPaginator(
                        it -> it.backupVaultName(vault).byParentRecoveryPointArn(stack))
                .recoveryPoints()
                .stream()
                .collect(
                        Collectors.toMap(
                                RecoveryPointByBackupVault::resourceArn,
                                RecoveryPointByBackupVault::recoveryPointArn));
    }

    /**
     * Restores a copy; the new resource's ARN.
     *
     * @param order what is asked for, beside what the copy itself says
     */
    String restore(String copy, Map<String, String> order) {
        var metadata =
                europe.getRecoveryPointRestoreMetadata(
                                it -> it.backupVaultName(COPIES).recoveryPointArn(copy))
                        .restoreMetadata();
        var changed = new TreeMap<>(metadata);
        changed.putAll(order);
        var id =
                europe.startRestoreJob(
                                it -> it.recoveryPointArn(copy).metadata(changed).iamRoleArn(role))
                        .restoreJobId();
        follow(
                "restore",
                id,
                () -> {
                    var job = europe.describeRestoreJob(it -> it.restoreJobId(id));
                    return new Look(job.statusAsString(), job.statusMessage());
                });
        return europe.describeRestoreJob(it -> it.restoreJobId(id)).createdResourceArn();
    }

    @Override
    public void close() {
        east.close();
        europe.close();
    }

    private void follow(String step, String job, Supplier<Look> look) {
        var began = System.nanoTime();
        while (true) {
            var seen = look.get();
            var progress = inside.progress(job).orElse(Progress.NONE);
            var since = Duration.ofNanos(System.nanoTime() - began);
            switch (seen.state()) {
                case "COMPLETED" -> {
                    line.end(stand(step, progress.doneBytes(), 100, since));
                    steps.add(new Step(step, progress, since));
                    return;
                }
                case "FAILED", "ABORTED", "EXPIRED" ->
                        throw new DemoFailed(
                                "The " + step + " ended " + seen.state() + ": " + seen.message());
                default -> line.show(stand(step, progress.doneBytes(), progress.percent(), since));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private static ProgressLine.Stand stand(
            String step, long doneBytes, double percent, Duration since) {
        return new ProgressLine.Stand(
                step,
                doneBytes,
                percent,
                ProgressLine.bytesPerSecond(doneBytes, since),
                String.format(Locale.ROOT, "%6.2f s", ProgressLine.seconds(since)));
    }

    private static BackupClient client(URI endpoint, CreatedKey key, String region) {
        var pair = AwsBasicCredentials.create(key.id(), key.secret().reveal());
        return BackupClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(pair))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** A job as a client sees it. */
    private record Look(String state, String message) {}
}
