package org.copyhold.connect.buckets;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Report;
import org.copyhold.connect.Resource;
import org.copyhold.connect.Restoring;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

import java.io.IOException;
import java.nio.file.Files;
import java.util.function.Supplier;

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
    private final LatestVersions latest;
    private final AccessLists accessLists;
    private final SideBySide putting = new SideBySide();
    private @Nullable Turn turn;

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
        this.latest = new LatestVersions(order.versions());
        this.accessLists = new AccessLists(bucket, report);
        try {
            this.isCareful = order.isNew() ? made() : found();
        } catch (SdkException e) {
            throw bucket.trouble(shown() + " failed", e);
        }
    }

    /** Makes the new bucket; whether something is in it. */
    private boolean made() {
        var isFull = claim.take(shown()) == Claim.Standing.FINISHED;
        if (!isFull && order.versions() > 1) {
            try {
                turnVersionsOn();
            } catch (SdkException | ConnectorException e) {
                takeBack(e);
                throw e;
            }
        }
        return isFull;
    }

    private void turnVersionsOn() {
        try {
            bucket.client()
                    .putBucketVersioning(
                            it ->
                                    it.bucket(bucket.name())
                                            .versioningConfiguration(
                                                    of ->
                                                            of.status(
                                                                    BucketVersioningStatus
                                                                            .ENABLED)));
        } catch (SdkException e) {
            if (!Bucket.isUnheardOf(e)) {
                throw e;
            }
        }
        requireVersions();
    }

    private void takeBack(RuntimeException why) {
        try {
            var _ = claim.giveUp();
        } catch (SdkException | IOException e) {
            why.addSuppressed(e);
        }
    }

    /** Whether the bucket, which was there, keeps no versions. */
    private boolean found() {
        bucket.check();
        if (order.versions() > 1) {
            requireVersions();
        }
        return bucket.versioning() != Versioning.ON;
    }

    private void requireVersions() {
        if (bucket.versioning() != Versioning.ON) {
            throw new ConnectorException(
                    "%s failed: it keeps no versions, and %s asks for more than one. Turn versions on there, or leave that out, then start the job again."
                            .formatted(shown(), S3Order.VERSIONS),
                    false,
                    null);
        }
    }

    private String shown() {
        return "Restoring into b" + bucket.shown().substring(1);
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
        if (path.length == 0) {
            return false;
        }
        var its = read(path);
        return order.wants(its.key()) && latest.wants(its);
    }

    private ObjectPath read(byte[] path) {
        try {
            return ObjectPath.of(path);
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
        var its = read(path);
        if (its.kind() == ObjectPath.Kind.COUNT) {
            return;
        }
        var meta = meta(metadata);
        if (order.isNew() && !isCareful) {
            claim.puts(its.key());
        }
        var next = Turn.behind(turn, its.key());
        turn = next;
        var bytes = new PieceBytes(content, size);
        if (meta == null) {
            putting.run(0, () -> next.take(() -> delete(its.key(), next)));
        } else if (size > Uploads.PART_BYTES) {
            next.take(
                    () ->
                            put(
                                    its.key(),
                                    meta,
                                    next,
                                    () -> uploads.putInParts(its.key(), meta, bytes)));
        } else {
            var whole = new byte[(int) size];
            var _ = bytes.fill(whole);
            putting.run(
                    whole.length,
                    () ->
                            next.take(
                                    () ->
                                            put(
                                                    its.key(),
                                                    meta,
                                                    next,
                                                    () -> uploads.put(its.key(), meta, whole))));
        }
    }

    private @Nullable ObjectMeta meta(byte[] metadata) {
        try {
            return ObjectMeta.decode(metadata);
        } catch (IllegalArgumentException e) {
            throw alien(e);
        }
    }

    private void put(String key, ObjectMeta meta, Turn its, Supplier<@Nullable String> put) {
        try {
            if (isCareful && !its.isFree(() -> isFree(key, meta))) {
                return;
            }
            var version = put.get();
            var list = meta.extras().accessList();
            if (list != null && order.restoresAccessLists() && !list.isUsual()) {
                accessLists.put(key, version, list);
            }
        } catch (SdkException e) {
            throw bucket.trouble(shown() + ": object " + key + " cannot be put" + left(), e);
        }
    }

    /** Of one version of each object, an object that was deleted has none. */
    private void delete(String key, Turn its) {
        try {
            if (order.versions() > 1 && !(isCareful && !its.isFree(() -> true))) {
                bucket.client().deleteObject(it -> it.bucket(bucket.name()).key(key));
            }
        } catch (SdkException e) {
            throw bucket.trouble(
                    shown() + ": object " + key + " cannot be marked as deleted" + left(), e);
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
