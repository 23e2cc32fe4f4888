package org.copyhold.connect.buckets;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts objects with all that was kept of them: whole, or where they are long in parts. */
final class Uploads {
    /** What is put whole; longer objects are put in parts of this or, when they are huge, more. */
    static final int PART_BYTES = 16 << 20;

    private static final int MOST_PARTS = 10_000;

    private final Bucket bucket;

    Uploads(Bucket bucket) {
        this.bucket = bucket;
    }

    /** Gives the bytes of an object in order. */
    @FunctionalInterface
    interface Bytes {
        /** Fills an array as far as there are bytes; answers how many. */
        int fill(byte[] into);
    }

    void put(String key, ObjectMeta meta, byte[] content) {
        var request =
                PutObjectRequest.builder()
                        .bucket(bucket.name())
                        .key(key)
                        .contentType(meta.header("Content-Type"))
                        .contentEncoding(meta.header("Content-Encoding"))
                        .contentLanguage(meta.header("Content-Language"))
                        .contentDisposition(meta.header("Content-Disposition"))
                        .cacheControl(meta.header("Cache-Control"))
                        .websiteRedirectLocation(meta.header("Website-Redirect-Location"))
                        .metadata(meta.metadata());
        if (!meta.tags().isEmpty()) {
            request.tagging(tags(meta));
        }
        bucket.client().putObject(request.build(), RequestBody.fromBytes(content));
    }

    /** Puts a long object; an upload that fails is taken back. */
    void putInParts(String key, ObjectMeta meta, Bytes bytes) {
        var request =
                CreateMultipartUploadRequest.builder()
                        .bucket(bucket.name())
                        .key(key)
                        .contentType(meta.header("Content-Type"))
                        .contentEncoding(meta.header("Content-Encoding"))
                        .contentLanguage(meta.header("Content-Language"))
                        .contentDisposition(meta.header("Content-Disposition"))
                        .cacheControl(meta.header("Cache-Control"))
                        .websiteRedirectLocation(meta.header("Website-Redirect-Location"))
                        .metadata(meta.metadata());
        if (!meta.tags().isEmpty()) {
            request.tagging(tags(meta));
        }
        var upload = bucket.client().createMultipartUpload(request.build()).uploadId();
        var isDone = false;
        try {
            var parts = parts(key, upload, meta.size(), bytes);
            bucket.client()
                    .completeMultipartUpload(
                            it ->
                                    it.bucket(bucket.name())
                                            .key(key)
                                            .uploadId(upload)
                                            .multipartUpload(all -> all.parts(parts)));
            isDone = true;
        } finally {
            if (!isDone) {
                bucket.client()
                        .abortMultipartUpload(
                                it -> it.bucket(bucket.name()).key(key).uploadId(upload));
            }
        }
    }

    private List<CompletedPart> parts(String key, String upload, long size, Bytes bytes) {
        var parts = new ArrayList<CompletedPart>();
        var buffer = new byte[(int) Math.max(PART_BYTES, size / MOST_PARTS + 1)];
        for (var n = bytes.fill(buffer); n > 0; n = bytes.fill(buffer)) {
            var part = n == buffer.length ? buffer : Arrays.copyOf(buffer, n);
            var number = parts.size() + 1;
            var etag =
                    bucket.client()
                            .uploadPart(
                                    it ->
                                            it.bucket(bucket.name())
                                                    .key(key)
                                                    .uploadId(upload)
                                                    .partNumber(number),
                                    RequestBody.fromBytes(part))
                            .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
        }
        return parts;
    }

    private static Tagging tags(ObjectMeta meta) {
        return Tagging.builder()
                .tagSet(
                        meta.tags().entrySet().stream()
                                .map(
                                        it ->
                                                Tag.builder()
                                                        .key(it.getKey())
                                                        .value(it.getValue())
                                                        .build())
                                .toList())
                .build();
    }
}
