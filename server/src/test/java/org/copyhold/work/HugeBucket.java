package org.copyhold.work;

import static org.awaitility.Awaitility.await;

import org.copyhold.connect.Endpoint;
import org.copyhold.connect.buckets.BucketsConnector;
import org.copyhold.control.backup.BackupState;
import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.control.resource.Substance;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Arn;
import org.copyhold.sql.TestDatabases;
import org.copyhold.store.blob.FileBlobs;
import org.copyhold.testing.LiveHeap;
import org.copyhold.testing.MadeUpBucket;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Backs up a bucket of many objects twice, as workers do, in a process of its own whose heap
 * somebody else has bounded, and prints a table. Arguments: the bucket's endpoint, and a folder to
 * work in.
 */
final class HugeBucket {
    private static final String LINE = "| %-16s | %8s | %14s | %14s | %9s |%n";
    private static final Arn BUCKET = Arn.of("s3", "", "", MadeUpBucket.NAME);

    private final JobHouse house;
    private final LiveHeap heap = new LiveHeap();

    private HugeBucket(JobHouse house) {
        this.house = house;
    }

    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[1]);
        var stores = Files.createDirectories(folder.resolve("stores"));
        var endpoint =
                new Endpoint(URI.create(arguments[0]), true, "us-east-1", "AKIDTESTS", "secret");
        try (var database = TestDatabases.sqlite(folder);
                var house =
                        new JobHouse(
                                        folder,
                                        database,
                                        at ->
                                                FileBlobs.open(
                                                        stores.resolve(
                                                                at.replaceAll("[^a-z0-9]", "-"))),
                                        new BucketsConnector(Map.of("here", endpoint)))
                                .started()) {
            house.vault(JobHouse.EAST, "home");
            house.resources.add(
                    new DeclaredResource(
                            BUCKET,
                            new Substance.Remote(JobHouse.ACCOUNT, "us-east-1", "here"),
                            Tags.NONE));
            new HugeBucket(house).run();
        }
    }

    private void run() {
        System.out.printf(LINE, "backup", "seconds", "bytes read", "unread", "live heap");
        System.out.printf(LINE, "---", "---:", "---:", "---:", "---:");
        backUp("the first");
        backUp("nothing changed");
    }

    private void backUp(String what) {
        System.gc();
        var _ = heap.take();
        var began = System.nanoTime();
        var job = house.backups.accept(JobHouse.backupOf(BUCKET, "home"));
        var ended =
                await().atMost(Duration.ofHours(6))
                        .until(
                                () -> house.backups.find(job.id()).orElseThrow().state(),
                                state ->
                                        !(state instanceof BackupState.Created
                                                || state instanceof BackupState.Running));
        if (!(ended instanceof BackupState.Completed completed)) {
            throw new IllegalStateException("The backup ended otherwise: " + ended);
        }
        System.gc();
        var progress = completed.progress();
        System.out.printf(
                LINE,
                what,
                "%.1f".formatted((System.nanoTime() - began) / 1e9),
                "%,d".formatted(progress.movedBytes()),
                "%,d".formatted(progress.skippedBytes()),
                (heap.take() >> 20) + " MiB");
    }
}
