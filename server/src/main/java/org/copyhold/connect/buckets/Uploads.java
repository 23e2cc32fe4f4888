package org.copyhold.connect.buckets;

import static java.util.stream.Collectors.toMap;

import org.copyhold.connect.ConnectorException;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Puts objects with all that was kept of them: whole, or where they are long in parts. */
final class Uploads {
    /** What is put whole; longer objects are put in parts of this or, when they are huge, more. */
    static final int PART_BYTES = 16 << 20;

    private static final int MOST_PARTS = 10_000;
    private static final int STEP = 1 << 20;

    private final Bucket bucket;
    private final Path spool;
    private final int partBytes;
    private final int mostParts;

    /**
     * @param spool a file for parts that are too long for the heap
     */
    Uploads(Bucket bucket, Path spool) {
        this(bucket, spool, PART_BYTES, MOST_PARTS);
    }

    /**
     * @param partBytes the length of parts, and what is held in memory at most; a multiple of 1 MiB
     * @param mostParts of more than that many an object cannot consist
     */
    Uploads(Bucket bucket, Path spool, int partBytes, int mostParts) {
        this.bucket = bucket;
        this.spool = spool;
        this.partBytes = partBytes;
        this.mostParts = mostParts;
    }

    /** Gives the bytes of an object in order. */
    @FunctionalInterface
    interface Bytes {
        /** Fills an array as far as there are bytes; answers how many. */
        int fill(byte[] into);
    }

    /** Puts an object; answers the version that it is, null where none are kept. */
    @Nullable String put(String key, ObjectMeta meta, byte[] content) {
        return bucket.client()
                .putObject(request(key, meta), RequestBody.fromBytes(content))
                .versionId();
    }

    private PutObjectRequest request(String key, ObjectMeta meta) {
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
        return request.build();
    }

    /** The same of a request that has the same members. */
    private static CreateMultipartUploadRequest inParts(PutObjectRequest whole) {
        var request = CreateMultipartUploadRequest.builder();
        var values =
                whole.sdkFields().stream()
                        .collect(toMap(SdkField::memberName, Function.identity()));
        for (var field : request.sdkFields()) {
            var same = values.get(field.memberName());
            var value = same == null ? null : same.getValueOrDefault(whole);
            if (value != null) {
                field.set(request, value);
            }
        }
        return request.build();
    }

    /** Puts a long object as {@link #put} does; an upload that fails is taken back. */
    @Nullable String putInParts(String key, ObjectMeta meta, Bytes bytes) {
        var upload = bucket.client().createMultipartUpload(inParts(request(key, meta))).uploadId();
        try {
            var parts = parts(key, upload, meta.size(), bytes);
            return bucket.client()
                    .completeMultipartUpload(
                            it ->
                                    it.bucket(bucket.name())
                                            .key(key)
                                            .uploadId(upload)
                                            .multipartUpload(all -> all.parts(parts)))
                    .versionId();
        } catch (RuntimeException | Error e) {
            takeBack(key, upload, e);
            throw e;
        }
    }

    private void takeBack(String key, String upload, Throwable why) {
        try {
            bucket.client()
                    .abortMultipartUpload(it -> it.bucket(bucket.name()).key(key).uploadId(upload));
        } catch (SdkException e) {
            why.addSuppressed(e);
        }
    }

    private List<CompletedPart> parts(String key, String upload, long size, Bytes bytes) {
        var least = Math.ceilDiv(size, mostParts);
        var length = Math.max(partBytes, Math.ceilDiv(least, STEP) * STEP);
        var parts = new ArrayList<CompletedPart>();
        for (var left = size; left > 0; left -= length) {
            var number = parts.size() + 1;
            var request =
                    UploadPartRequest.builder()
                            .bucket(bucket.name())
                            .key(key)
                            .uploadId(upload)
                            .partNumber(number)
                            .build();
            var partLength = Math.min(left, length);
            var etag =
                    partLength <= partBytes
                            ? putPart(request, bytes, (int) partLength)
                            : putLongPart(request, bytes, partLength);
            parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
        }
        return parts;
    }

    private String putPart(UploadPartRequest request, Bytes bytes, int length) {
        var part = new byte[length];
        var _ = bytes.fill(part);
        return bucket.client().uploadPart(request, RequestBody.fromBytes(part)).eTag();
    }

    /** By way of a file, so that a request that fails can be made again. */
    private String putLongPart(UploadPartRequest request, Bytes bytes, long length) {
        try {
            Files.createDirectories(spool.resolveSibling(""));
            try {
                fill(spool, bytes, length);
                return bucket.client().uploadPart(request, RequestBody.fromFile(spool)).eTag();
            } finally {
                Files.deleteIfExists(spool);
            }
        } catch (IOException e) {
            throw new ConnectorException(
                    "A part of object %s, of %d bytes, cannot be kept in %s: %s. Make room for it, then start the job again."
                            .formatted(request.key(), length, spool, e.getMessage()),
                    false,
                    e);
        }
    }

    private static void fill(Path file, Bytes bytes, long length) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            var step = new byte[STEP];
            for (var left = length; left > 0; ) {
                if (left < step.length) {
                    step = new byte[(int) left];
                }
                var n = bytes.fill(step);
                out.write(step, 0, n);
                left -= step.length;
            }
        }
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
