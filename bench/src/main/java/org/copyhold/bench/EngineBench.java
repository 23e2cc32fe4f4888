package org.copyhold.bench;

import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.backup.BackupClient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Backup, copy and restore of one folder through the API: bytes of logical data a second. */
final class EngineBench {
    static final String RESOURCE =
            "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef0";
    static final String OTHER_RESOURCE =
            "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-0123456789abcdef1";
    private static final String VOLUME =
            "arn:aws:ec2:us-east-1:123456789012:volume/vol-0123456789abcdef0";
    private static final String ROLE = "arn:aws:iam::123456789012:role/S3Access";
    private static final int ROUNDS = 3;
    private static final int CALLS = 1_000;

    private final Table table;

    EngineBench(Table table) {
        this.table = table;
    }

    /** Each round is a server of its own on empty stores; the median of the rounds counts. */
    void run(Path launcher, Path folder, Path share, Path other) throws IOException {
        var megabytes = bytes(share) / 1e6;
        var otherMegabytes = bytes(other) / 1e6;
        var first = new Speed("first backup of a server");
        var backup = new Speed("backup");
        var copy = new Speed("copy");
        var restore = new Speed("restore");
        var start = new ArrayList<Double>();
        for (var round = 0; round < ROUNDS; round++) {
            Bench.note("engine, round " + (round + 1) + " of " + ROUNDS);
            var place = folder.resolve("engine-" + round);
            try (var subject = Subject.copyhold(launcher, place, share, other);
                    var east = subject.client(Region.US_EAST_1);
                    var west = subject.client(Region.EU_WEST_1)) {
                start.add(subject.firstAnswer().toMillis() / 1e3);
                var warmUp = new Flow(east, west, OTHER_RESOURCE);
                first.time(subject, otherMegabytes, warmUp::backUp);
                warmUp.copy();
                warmUp.restore();
                var flow = new Flow(east, west, RESOURCE);
                backup.time(subject, megabytes, flow::backUp);
                copy.time(subject, megabytes, flow::copy);
                restore.time(subject, megabytes, flow::restore);
                if (round == ROUNDS - 1) {
                    calls(subject, flow);
                }
            }
            Bench.remove(place);
        }
        table.row(
                "first answer after start",
                "%.2f s".formatted(Table.median(start)),
                "-",
                "-",
                "≤ 1.5 s");
        for (var speed : List.of(first, backup, copy, restore)) {
            speed.report(table);
        }
    }

    /** How fast one kind of job was in each round, and what it cost. */
    private record Speed(String what, List<Double> perSecond, List<Double> cpu) {
        Speed(String what) {
            this(what, new ArrayList<>(), new ArrayList<>());
        }

        void time(Subject subject, double megabytes, Runnable job) {
            var cpuBefore = subject.cpu();
            var began = System.nanoTime();
            job.run();
            perSecond.add(megabytes / ((System.nanoTime() - began) / 1e9));
            cpu.add(subject.cpu().minus(cpuBefore).toMillis() / megabytes);
        }

        void report(Table table) {
            table.row(
                    what + ", logical",
                    "%,.0f MB/s".formatted(Table.median(perSecond)),
                    "-",
                    "-",
                    "≥ 250 MB/s");
            table.row(
                    what + ", processor time of a GB",
                    "%.2f s".formatted(Table.median(cpu)),
                    "-",
                    "-",
                    "-");
        }
    }

    private void calls(Subject subject, Flow flow) {
        var describe = Signed.request("GET", subject.endpoint(), "/copy-jobs/" + flow.copyJob, "");
        var describes = java.util.Collections.nCopies(CALLS, describe);
        Load.run(subject.endpoint(), 1, describes);
        latency("DescribeCopyJob, median", Load.run(subject.endpoint(), 1, describes), "≤ 3 ms");
        var starts = new ArrayList<byte[]>();
        for (var i = 0; i < 100; i++) {
            starts.add(Signed.request("PUT", subject.endpoint(), "/copy-jobs", flow.order(i)));
        }
        latency("StartCopyJob, median", Load.run(subject.endpoint(), 1, starts), "≤ 15 ms");
    }

    private void latency(String what, Load load, String wanted) {
        table.row(what, "%.2f ms".formatted(load.median().toNanos() / 1e6), "-", "-", wanted);
    }

    private static long bytes(Path share) throws IOException {
        try (var files = Files.walk(share)) {
            return files.filter(
                            file ->
                                    Files.isRegularFile(
                                            file, java.nio.file.LinkOption.NOFOLLOW_LINKS))
                    .mapToLong(EngineBench::size)
                    .sum();
        }
    }

    static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What data is declared as: an image of a disk as a volume, a folder as a file system. */
    static String resource(Path data) {
        return Files.isRegularFile(data) ? VOLUME : RESOURCE;
    }

    /** One resource's way through the API. */
    static final class Flow {
        private final BackupClient east;
        private final BackupClient west;
        private final String resource;
        private final String from;
        private final String to;
        private final String beside;
        private String source = "";
        private String copied = "";
        private String copyJob = "";

        Flow(BackupClient east, BackupClient west, String resource) {
            this.east = east;
            this.west = west;
            this.resource = resource;
            from = "of-" + resource.substring(resource.lastIndexOf('/') + 1);
            east.createBackupVault(b -> b.backupVaultName(from));
            beside = east.createBackupVault(b -> b.backupVaultName(from + "-too")).backupVaultArn();
            to = west.createBackupVault(b -> b.backupVaultName(from)).backupVaultArn();
        }

        String copyJob() {
            return copyJob;
        }

        void whole() {
            backUp();
            copy();
            restore();
        }

        void backUp() {
            var id =
                    east.startBackupJob(
                                    b ->
                                            b.backupVaultName(from)
                                                    .resourceArn(resource)
                                                    .iamRoleArn(ROLE))
                            .backupJobId();
            await(() -> east.describeBackupJob(b -> b.backupJobId(id)).stateAsString());
            source = east.describeBackupJob(b -> b.backupJobId(id)).recoveryPointArn();
        }

        void copy() {
            copyJob = awaitCopy(to);
            copied =
                    east.describeCopyJob(b -> b.copyJobId(copyJob))
                            .copyJob()
                            .destinationRecoveryPointArn();
        }

        /** Copies into another vault of the source's own Region, and so of the same store. */
        void copyInside() {
            awaitCopy(beside);
        }

        void restore() {
            var id =
                    west.startRestoreJob(
                                    b ->
                                            b.recoveryPointArn(copied)
                                                    .iamRoleArn(ROLE)
                                                    .metadata(
                                                            resource.equals(VOLUME)
                                                                    ? Map.of(
                                                                            "availabilityZone",
                                                                            "eu-west-1a")
                                                                    : Map.of(
                                                                            "newFileSystem",
                                                                            "true")))
                            .restoreJobId();
            await(() -> west.describeRestoreJob(b -> b.restoreJobId(id)).statusAsString());
        }

        private String awaitCopy(String vault) {
            var id =
                    east.startCopyJob(
                                    b ->
                                            b.recoveryPointArn(source)
                                                    .sourceBackupVaultName(from)
                                                    .destinationBackupVaultArn(vault)
                                                    .iamRoleArn(ROLE))
                            .copyJobId();
            await(() -> east.describeCopyJob(b -> b.copyJobId(id)).copyJob().stateAsString());
            return id;
        }

        String order(int token) {
            return "{\"RecoveryPointArn\":\""
                    + source
                    + "\",\"SourceBackupVaultName\":\""
                    + from
                    + "\",\"DestinationBackupVaultArn\":\""
                    + to
                    + "\",\"IamRoleArn\":\""
                    + ROLE
                    + "\",\"IdempotencyToken\":\"bench-"
                    + token
                    + "\"}";
        }

        private static void await(Supplier<String> state) {
            for (var now = state.get(); !now.equals("COMPLETED"); now = state.get()) {
                if (now.equals("FAILED") || now.equals("ABORTED")) {
                    throw new IllegalStateException("A job ended " + now + ".");
                }
                LockSupport.parkNanos(5_000_000);
            }
        }
    }
}
