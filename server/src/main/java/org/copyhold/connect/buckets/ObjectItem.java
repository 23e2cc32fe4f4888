package org.copyhold.connect.buckets;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Content;
import org.copyhold.connect.Item;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

import java.io.InputStream;
import java.time.Instant;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * An object that a listing named. What is kept of it is what the endpoint gives with its bytes, so
 * both are of one state of it, whatever happens to it meanwhile.
 */
final class ObjectItem implements Item {
    /** What is fetched whole, and beforehand. */
    static final int SMALL_BYTES = 1 << 20;

    private final BucketReading reading;
    private final Listed listed;
    private final byte[] path;
    private @Nullable Future<Fetched> fetching;
    private @Nullable ObjectMeta meta;

    ObjectItem(BucketReading reading, Listed listed, byte[] path) {
        this.reading = reading;
        this.listed = listed;
        this.path = path;
    }

    /** An object, and its bytes from where they are read. */
    record Fetched(ObjectMeta meta, InputStream from) {}

    @Override
    public byte[] path() {
        return path;
    }

    @Override
    public boolean unchangedSince(byte[] recorded, Instant began) {
        try {
            var known = ObjectMeta.decode(recorded);
            return known != null && known.isOf(listed, reading.kept(), began);
        } catch (IllegalArgumentException e) {
            return false; // recorded by a version that this one cannot read, which is no trouble
        }
    }

    @Override
    public void expect() {
        if (listed.size() <= SMALL_BYTES) {
            fetching = reading.fetching().submit(this::fetchWhole);
        }
    }

    @Override
    public @Nullable Content open() {
        try {
            var expected = fetching;
            var fetched = expected == null ? fetch() : await(expected);
            meta = fetched.meta();
            return new ObjectContent(reading, listed, fetched);
        } catch (SdkException e) {
            leftOut(e);
            return null;
        }
    }

    private static Fetched await(Future<Fetched> expected) {
        try {
            return expected.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectorException("The reading of the bucket was stopped.", true, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("An object could not be fetched", e.getCause());
        }
    }

    private Fetched fetchWhole() {
        var answer = reading.bucket().client().getObjectAsBytes(request());
        return new Fetched(meta(answer.response()), answer.asInputStream());
    }

    private Fetched fetch() {
        var answer = reading.bucket().client().getObject(request());
        return new Fetched(meta(answer.response()), answer);
    }

    private GetObjectRequest request() {
        return GetObjectRequest.builder()
                .bucket(reading.bucket().name())
                .key(listed.key())
                .versionId(listed.version())
                .build();
    }

    private ObjectMeta meta(GetObjectResponse answer) {
        var kept = reading.kept();
        var extras =
                new ObjectMeta.Extras(
                        listed.version(),
                        kept.tags() ? tags(answer.tagCount()) : null,
                        kept.accessLists() ? accessList() : null);
        return ObjectMeta.of(answer, listed.modified(), extras);
    }

    private SortedMap<String, String> tags(@Nullable Integer count) {
        var tags = new TreeMap<String, String>();
        if (count != null && count > 0) {
            var bucket = reading.bucket();
            bucket.client()
                    .getObjectTagging(
                            it ->
                                    it.bucket(bucket.name())
                                            .key(listed.key())
                                            .versionId(listed.version()))
                    .tagSet()
                    .forEach(it -> tags.put(it.key(), it.value()));
        }
        return tags;
    }

    private AccessList accessList() {
        var bucket = reading.bucket();
        return AccessList.of(
                bucket.client()
                        .getObjectAcl(
                                it ->
                                        it.bucket(bucket.name())
                                                .key(listed.key())
                                                .versionId(listed.version())));
    }

    /** One object may be gone or locked away; where all are, the job is at its end. */
    private void leftOut(SdkException e) {
        if (Bucket.isMissing(e)) {
            reading.bucket().check();
            reading.report().problem(listed.key(), "vanished while the bucket was read");
        } else if (Bucket.isForbidden(e)) {
            reading.bucket().check();
            reading.report()
                    .problem(listed.key(), "is left out, it cannot be read: " + Bucket.reason(e));
        } else {
            var bucket = reading.bucket();
            throw bucket.trouble(
                    bucket.shown() + ": object " + listed.key() + " cannot be read", e);
        }
    }

    @Override
    public byte[] metadata() {
        return opened().encode();
    }

    @Override
    public long size() {
        return opened().size();
    }

    private ObjectMeta opened() {
        return Objects.requireNonNull(meta, "The object was not opened");
    }
}
