package org.copyhold.connect.buckets;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Report;
import org.copyhold.connect.Resource;
import org.copyhold.connect.Restoring;

import software.amazon.awssdk.core.exception.SdkException;

import java.io.IOException;
import java.nio.file.Files;

/**
 * Objects being put into a bucket, those that are not long side by side. In a bucket that keeps no
 * versions an object that is there and differs is left as it is.
 */
final class BucketRestoring implements Restoring {
    private final S3Order order;
    private final Bucket bucket;
    private final Report report;
    private final Uploads uploads;
    private final Claim claim;
    private final boolean isCareful;
    private final SideBySide putting = new SideBySide();

    /**
     * Opens the bucket; a new one is made.
     *
     * @throws ConnectorException when that cannot be done
     */
    BucketRestoring(S3Order order, Bucket bucket, Report report) {
        this.order = order;
        this.bucket = bucket;
        this.report = report;
        this.uploads = new Uploads(bucket, order.spool());
        this.claim = new Claim(bucket, order.mark());
        if (order.isNew()) {
            this.isCareful = claim.take(shown()) == Claim.Standing.FINISHED;
        } else {
            bucket.check();
            this.isCareful = versioning() != Versioning.ON;
        }
    }

    private String shown() {
        return "Restoring into b" + bucket.shown().substring(1);
    }

    private Versioning versioning() {
        try {
            return bucket.versioning();
        } catch (SdkException e) {
            throw bucket.trouble(shown() + " failed", e);
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
        putting.rethrow();
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
        if (order.isNew() && !isCareful) {
            claim.puts(key);
        }
        if (size > Uploads.PART_BYTES) {
            attempt(key, meta, () -> uploads.putInParts(key, meta, bytes));
            return;
        }
        var whole = new byte[(int) size];
        var _ = bytes.fill(whole);
        putting.run(whole.length, () -> attempt(key, meta, () -> uploads.put(key, meta, whole)));
    }

    private void attempt(String key, ObjectMeta meta, Runnable put) {
        try {
            if (!isCareful || isFree(key, meta)) {
                put.run();
            }
        } catch (SdkException e) {
            throw bucket.trouble(shown() + ": object " + key + " cannot be put" + left(), e);
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
                        order.isNew()
                                ? "was put by an earlier attempt and differs; it is left as it is"
                                : "is there already and differs; it is left as it is, for the"
                                      + " bucket keeps no versions");
            }
            return false;
        } catch (SdkException e) {
            if (Bucket.isMissing(e)) {
                return true;
            }
            throw e;
        }
    }

    @Override
    public void finish() {
        putting.finish();
        if (!order.isNew()) {
            return;
        }
        try {
            claim.finish();
        } catch (SdkException e) {
            throw bucket.trouble(shown() + " cannot be ended", e);
        } catch (IOException e) {
            throw new ConnectorException(
                    "%s cannot be ended: %s. Make %s writable, then start the job again."
                            .formatted(shown(), e.getMessage(), order.mark()),
                    false,
                    e);
        }
    }

    @Override
    public void abandon() {
        putting.stop();
        try {
            Files.deleteIfExists(order.spool());
            if (!order.isNew()) {
                return;
            }
            if (!claim.giveUp()) {
                throw new ConnectorException(
                        shown()
                                + " was given up. It holds more than was put there, so it stays;"
                                + " remove it by hand.",
                        false,
                        null);
            }
        } catch (SdkException e) {
            throw bucket.trouble(
                    shown() + " was given up, but what was made could not be removed", e);
        } catch (IOException e) {
            throw new ConnectorException(
                    shown()
                            + " was given up; remove "
                            + order.spool()
                            + " and "
                            + order.mark()
                            + " by hand.",
                    false,
                    e);
        }
    }

    @Override
    public void close() {
        putting.close();
        claim.close();
        bucket.close();
    }
}
