package org.copyhold.connect.buckets;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Report;
import org.copyhold.connect.Resource;
import org.copyhold.connect.Restoring;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Objects being put into a bucket, those that are not long side by side. In a bucket that keeps no
 * versions an object that is there and differs is left as it is.
 */
final class BucketRestoring implements Restoring {
    private static final int MOST_BYTES = 128 << 20;
    private static final int UNIT = 64 << 10;

    private final S3Order order;
    private final Bucket bucket;
    private final Report report;
    private final Uploads uploads;
    private final boolean isCareful;
    private final ExecutorService putting =
            Executors.newFixedThreadPool(
                    BucketClients.CONNECTIONS, Thread.ofVirtual().name("bucket-", 0).factory());
    private final Semaphore room = new Semaphore(MOST_BYTES / UNIT);
    private final AtomicReference<@Nullable RuntimeException> failed = new AtomicReference<>();

    /**
     * Opens the bucket; a new one is made.
     *
     * @throws ConnectorException when that cannot be done
     */
    BucketRestoring(S3Order order, Bucket bucket, Report report) {
        this.order = order;
        this.bucket = bucket;
        this.report = report;
        this.uploads = new Uploads(bucket);
        if (order.isNew()) {
            makeBucket();
        } else {
            bucket.check();
        }
        this.isCareful = !order.isNew() && !keepsVersions();
    }

    private String shown() {
        return "Restoring into b" + bucket.shown().substring(1);
    }

    /** What is there without this job's mark is somebody's. */
    private void makeBucket() {
        try {
            Files.createDirectories(order.mark().resolveSibling(""));
            var exists = bucket.exists();
            if (exists && Files.exists(order.mark())) {
                removeObjects();
                return;
            }
            if (exists) {
                throw new ConnectorException(
                        shown()
                                + " failed: it exists already. Name another one, or leave NewBucket"
                                + " out, then start the job again.",
                        false,
                        null);
            }
            if (!Files.exists(order.mark())) {
                Files.createFile(order.mark());
            }
            bucket.client().createBucket(it -> it.bucket(bucket.name()));
        } catch (SdkException e) {
            if (Bucket.isConflict(e)) {
                forget(); // somebody has made it meanwhile
            }
            throw bucket.trouble(shown() + " failed", e);
        } catch (IOException e) {
            throw new ConnectorException(
                    "%s failed: %s. Make that folder writable, then start the job again."
                            .formatted(shown(), e.getMessage()),
                    false,
                    e);
        }
    }

    private void forget() {
        try {
            Files.deleteIfExists(order.mark());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean keepsVersions() {
        try {
            return bucket.client().getBucketVersioning(it -> it.bucket(bucket.name())).status()
                    == BucketVersioningStatus.ENABLED;
        } catch (SdkException e) {
            return false; // an endpoint that has no versions, or does not tell
        }
    }

    @Override
    public Resource created() {
        return order.created();
    }

    @Override
    public boolean isNew() {
        return order.isNew();
    }

    @Override
    public boolean wants(byte[] path) {
        return path.length > 0 && order.wants(key(path));
    }

    private String key(byte[] path) {
        try {
            return Keys.key(path);
        } catch (IllegalArgumentException e) {
            throw alien(e);
        }
    }

    private ConnectorException alien(IllegalArgumentException e) {
        return new ConnectorException(
                "%s failed: the recovery point has %s. It was made by a later version of the server, or not from a bucket."
                        .formatted(shown(), e.getMessage()),
                false,
                e);
    }

    @Override
    public void make(byte[] path, byte[] metadata, long size, Pieces content) {
        rethrow();
        if (path.length == 0) {
            return; // the bucket itself, which is there
        }
        var key = key(path);
        ObjectMeta meta;
        try {
            meta = ObjectMeta.decode(metadata);
        } catch (IllegalArgumentException e) {
            throw alien(e);
        }
        var bytes = new PieceBytes(content, size);
        if (size > Uploads.PART_BYTES) {
            attempt(key, meta, () -> uploads.putInParts(key, meta, bytes));
            rethrow();
            return;
        }
        var whole = new byte[(int) size];
        var _ = bytes.fill(whole);
        var units = whole.length / UNIT + 1;
        room.acquireUninterruptibly(units);
        putting.execute(
                () -> {
                    try {
                        attempt(key, meta, () -> uploads.put(key, meta, whole));
                    } finally {
                        room.release(units);
                    }
                });
    }

    private void attempt(String key, ObjectMeta meta, Runnable put) {
        try {
            if (!isCareful || isFree(key, meta)) {
                put.run();
            }
        } catch (SdkException e) {
            failed.compareAndSet(
                    null,
                    bucket.trouble(shown() + ": object " + key + " cannot be put" + left(), e));
        } catch (RuntimeException e) {
            failed.compareAndSet(null, e);
        }
    }

    private String left() {
        return order.isNew() ? "" : ", those put before stay";
    }

    private boolean isFree(String key, ObjectMeta meta) {
        try {
            var there = bucket.client().headObject(it -> it.bucket(bucket.name()).key(key));
            if (!ObjectMeta.plain(there.eTag()).equals(meta.etag())) {
                report.problem(
                        key,
                        "is there already and differs; it is left as it is, for the bucket keeps no"
                                + " versions");
            }
            return false;
        } catch (SdkException e) {
            if (Bucket.isMissing(e)) {
                return true;
            }
            throw e;
        }
    }

    private void rethrow() {
        var why = failed.get();
        if (why != null) {
            throw why;
        }
    }

    @Override
    public void finish() {
        putting.shutdown();
        try {
            while (!putting.awaitTermination(1, TimeUnit.HOURS)) {
                rethrow();
            }
            rethrow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectorException("The restore was stopped.", true, e);
        }
    }

    private void removeAll() {
        if (bucket.exists()) {
            removeObjects();
            bucket.client().deleteBucket(it -> it.bucket(bucket.name()));
        }
    }

    private void removeObjects() {
        for (var object :
                bucket.client().listObjectsV2Paginator(it -> it.bucket(bucket.name())).contents()) {
            bucket.client().deleteObject(it -> it.bucket(bucket.name()).key(object.key()));
        }
    }

    @Override
    public void abandon() {
        putting.shutdownNow();
        if (!order.isNew()) {
            return;
        }
        try {
            var _ = putting.awaitTermination(1, TimeUnit.MINUTES);
            removeAll();
            Files.deleteIfExists(order.mark());
        } catch (SdkException e) {
            throw bucket.trouble(
                    shown() + " was given up, but what was made could not be removed", e);
        } catch (IOException | InterruptedException e) {
            throw new ConnectorException(
                    shown() + " was given up; remove " + order.mark() + " by hand.", false, e);
        }
    }

    @Override
    public void close() {
        putting.shutdownNow();
        bucket.close();
    }
}
