package org.copyhold.bench;

import org.copyhold.testing.MadeUpBucket;

import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Backups of a bucket of many small objects, beside rclone, which copies it to a folder over as
 * many connections, and lists it. The endpoint makes its objects up, in the process of the bench.
 */
final class BucketBench {
    private static final int ROUNDS = 3;
    private static final int BYTES = 2_000;
    private static final int WARM_UP = 5_000;
    private static final String CONNECTIONS = "16";
    private static final String ROLE = "arn:aws:iam::123456789012:role/Backup";
    private static final String VAULT = "buckets";

    private final Table table;
    private final Path launcher;
    private final Path work;

    private final List<Tool.Cost> first = new ArrayList<>();
    private final List<Tool.Cost> again = new ArrayList<>();
    private final List<Tool.Cost> copies = new ArrayList<>();
    private final List<Tool.Cost> listings = new ArrayList<>();

    BucketBench(Table table, Path launcher, Path work) {
        this.table = table;
        this.launcher = launcher;
        this.work = work;
    }

    void run(int objects) throws IOException {
        try (var bucket = new MadeUpBucket(objects, BYTES);
                var other = new MadeUpBucket(WARM_UP, BYTES)) {
            if (Bench.onPath("rclone")) {
                list(bucket); // the endpoint has made its ETags up
            }
            for (var round = 1; round <= ROUNDS; round++) {
                Bench.note("bucket, round " + round + " of " + ROUNDS);
                ours(bucket, other);
                if (Bench.onPath("rclone")) {
                    copies.add(copy(bucket));
                    listings.add(list(bucket));
                }
            }
        }
        report("bucket: backup, rclone copy", first, copies, "≥ 1×");
        report("bucket: backup, unchanged, rclone lsf", again, listings, "≥ 0.5×");
    }

    private void ours(MadeUpBucket bucket, MadeUpBucket other) throws IOException {
        var folder = work.resolve("bucket-ours");
        try (var subject = Subject.withBuckets(launcher, folder, List.of(bucket, other));
                var client = subject.client(Region.US_EAST_1)) {
            client.createBackupVault(b -> b.backupVaultName(VAULT));
            backUp(subject, client, 1);
            backUp(subject, client, 1);
            first.add(backUp(subject, client, 0));
            again.add(backUp(subject, client, 0));
        }
        Bench.remove(folder);
    }

    private static Tool.Cost backUp(Subject subject, BackupClient client, int number) {
        var cpu = subject.cpu();
        var began = System.nanoTime();
        var id =
                client.startBackupJob(
                                b ->
                                        b.backupVaultName(VAULT)
                                                .resourceArn(Subject.bucket(number))
                                                .iamRoleArn(ROLE))
                        .backupJobId();
        var state = "";
        while (!state.equals("COMPLETED")) {
            LockSupport.parkNanos(2_000_000);
            var job = client.describeBackupJob(b -> b.backupJobId(id));
            state = job.stateAsString();
            if (state.equals("FAILED") || state.equals("ABORTED")) {
                throw new IllegalStateException(job.statusMessage());
            }
        }
        var elapsed = Duration.ofNanos(System.nanoTime() - began);
        return new Tool.Cost(elapsed, subject.cpu().minus(cpu));
    }

    private Tool.Cost copy(MadeUpBucket bucket) throws IOException {
        var to = Files.createDirectory(work.resolve("bucket-rclone"));
        var cost = rclone(bucket.endpoint(), "copy", "bucket:" + MadeUpBucket.NAME, to.toString());
        Bench.remove(to);
        return cost;
    }

    private Tool.Cost list(MadeUpBucket bucket) throws IOException {
        return rclone(
                bucket.endpoint(),
                "lsf",
                "--recursive",
                "--fast-list",
                "bucket:" + MadeUpBucket.NAME);
    }

    private Tool.Cost rclone(URI endpoint, String... what) throws IOException {
        var line =
                new ArrayList<>(
                        List.of(
                                "rclone",
                                "--transfers",
                                CONNECTIONS,
                                "--checkers",
                                CONNECTIONS,
                                "--use-server-modtime"));
        line.addAll(List.of(what));
        var environment =
                Map.of(
                        "RCLONE_CONFIG_BUCKET_TYPE", "s3",
                        "RCLONE_CONFIG_BUCKET_PROVIDER", "Other",
                        "RCLONE_CONFIG_BUCKET_ENDPOINT", endpoint.toString(),
                        "RCLONE_CONFIG_BUCKET_ACCESS_KEY_ID", "AKIDBENCH",
                        "RCLONE_CONFIG_BUCKET_SECRET_ACCESS_KEY", "secret",
                        "RCLONE_CONFIG_BUCKET_LIST_VERSION", "2",
                        "AWS_CA_BUNDLE", "");
        return Tool.run(work, environment, line.toArray(String[]::new));
    }

    private void report(String what, List<Tool.Cost> ours, List<Tool.Cost> theirs, String wanted) {
        table.row(
                what,
                text(ours),
                theirs.isEmpty() ? "-" : text(theirs),
                theirs.isEmpty() ? "-" : "%.2f×".formatted(seconds(theirs) / seconds(ours)),
                wanted);
    }

    /** Elapsed, and processor seconds. */
    private static String text(List<Tool.Cost> costs) {
        var cpu = Table.median(costs.stream().map(c -> c.cpu().toMillis() / 1e3).toList());
        return "%.2f s (%.1f)".formatted(seconds(costs), cpu);
    }

    private static double seconds(List<Tool.Cost> costs) {
        return Table.median(costs.stream().map(c -> c.elapsed().toMillis() / 1e3).toList());
    }
}
