package org.copyhold.store.blob.s3;

import org.copyhold.store.StoreException;
import org.copyhold.store.blob.s3.S3Calls.Refusal;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The objects of a bucket by their keys; each method is one request, made again where it may be.
 */
final class S3Objects {
    private final S3Client client;
    private final S3Place place;
    private final S3Calls calls;

    S3Objects(S3Client client, S3Place place, S3Calls calls) {
        this.client = client;
        this.place = place;
        this.calls = calls;
    }

    S3Place place() {
        return place;
    }

    S3Calls calls() {
        return calls;
    }

    /**
     * What is told of an object without reading it.
     *
     * @param crc32c as the header has it; null where the endpoint keeps none
     * @param version null in a bucket that keeps none
     */
    record Head(long bytes, @Nullable String crc32c, String tag, @Nullable String version) {
        boolean hasVersion() {
            return version != null && !version.isEmpty() && !version.equals("null");
        }

        boolean hasMd5(byte[] md5) {
            return tag.replace("\"", "")
                    .toLowerCase(Locale.ROOT)
                    .equals(HexFormat.of().formatHex(md5));
        }
    }

    /** Takes what a request for bytes brings; called anew for each attempt. */
    @FunctionalInterface
    interface Taker<T> {
        T take(GetObjectResponse head, InputStream content) throws IOException;
    }

    /** Looks at an object; a bucket that is not there is trouble, not an empty one. */
    Optional<Head> head(String key) {
        try {
            return Optional.of(calls.ask(cannot("look at", key), 0, () -> headOnce(key)));
        } catch (Refusal e) {
            checkBucket(cannot("look at", key));
            return Optional.empty();
        }
    }

    private Head headOnce(String key) {
        var head =
                client.headObject(
                        it -> it.bucket(bucket()).key(key).checksumMode(ChecksumMode.ENABLED));
        if (head.contentLength() == null) {
            throw SdkClientException.create("The answer broke off");
        }
        return new Head(
                head.contentLength(),
                head.checksumCRC32C(),
                head.eTag() == null ? "" : head.eTag(),
                head.versionId());
    }

    private void checkBucket(String what) {
        try {
            calls.ask(what, 0, () -> client.headBucket(it -> it.bucket(bucket())));
        } catch (Refusal e) {
            throw calls.trouble().noBucket(what);
        }
    }

    /**
     * Reads.
     *
     * @param range as the header has it; null for the whole
     * @throws Refusal when there is no such object, or none so long
     */
    <T> T get(String key, @Nullable String range, long bytes, Taker<T> taker) throws Refusal {
        return calls.ask(
                cannot("read", key),
                bytes,
                () ->
                        client.getObject(
                                it -> {
                                    it.bucket(bucket()).key(key).range(range);
                                    if (range == null) {
                                        it.checksumMode(ChecksumMode.ENABLED);
                                    }
                                },
                                transformer(taker)));
    }

    /** Bytes that do not come are the endpoint's trouble, like any other. */
    private static <T> ResponseTransformer<GetObjectResponse, T> transformer(Taker<T> taker) {
        return ResponseTransformer.unmanaged(
                (head, content) -> {
                    try (content) {
                        if (head.contentLength() == null) {
                            throw new IOException("its head is not whole");
                        }
                        return taker.take(head, content);
                    } catch (IOException e) {
                        content.abort();
                        throw SdkClientException.create("The answer broke off", e);
                    } catch (RuntimeException e) {
                        content.abort();
                        throw e;
                    }
                });
    }

    /** One attempt to write, without a lane of its own; see {@link S3Puts}. */
    void put(String key, Body body, boolean onlyIfAbsent) {
        var request =
                PutObjectRequest.builder()
                        .bucket(bucket())
                        .key(key)
                        .contentLength(body.length())
                        .checksumCRC32C(body.crcText());
        if (onlyIfAbsent) {
            request.ifNoneMatch("*");
        }
        client.putObject(request.build(), body.request());
    }

    /**
     * Removes an object, if there is one, and sees that it is gone.
     *
     * @throws StoreException.OutcomeUnknown when it may be gone, or go yet
     */
    void delete(String key) {
        var what = cannot("remove", key);
        try {
            for (int attempt = 1; attempt <= S3Calls.ATTEMPTS; attempt++) {
                deleteOnce(what, key);
                if (head(key).isEmpty()) {
                    return;
                }
                calls.pause(attempt);
            }
        } catch (StoreException.Unavailable e) {
            throw e.retryable() ? calls.trouble().unseen(what, e) : e;
        }
        throw calls.trouble().untrue(what);
    }

    private void deleteOnce(String what, String key) {
        try {
            calls.ask(what, 0, () -> client.deleteObject(it -> it.bucket(bucket()).key(key)));
        } catch (Refusal e) {
            checkBucket(what);
        }
    }

    /** The keys that begin so, in byte order. */
    List<String> list(String prefix) {
        var what = cannot("list", prefix);
        var keys = new ArrayList<String>();
        @Nullable String next = null;
        do {
            var from = next;
            try {
                var page =
                        calls.ask(
                                what,
                                0,
                                () ->
                                        client.listObjectsV2(
                                                it ->
                                                        it.bucket(bucket())
                                                                .prefix(prefix)
                                                                .continuationToken(from)));
                page.contents().stream().map(S3Object::key).forEach(keys::add);
                next =
                        Boolean.TRUE.equals(page.isTruncated())
                                ? page.nextContinuationToken()
                                : null;
            } catch (Refusal e) {
                throw calls.trouble().noBucket(what);
            }
        } while (next != null);
        keys.sort(null);
        return keys;
    }

    String bucket() {
        return place.bucket();
    }

    /** One attempt to have an object copied by the endpoint itself, without a lane of its own. */
    void copy(String fromBucket, String fromKey, String key) {
        client.copyObject(
                it ->
                        it.sourceBucket(fromBucket)
                                .sourceKey(fromKey)
                                .destinationBucket(bucket())
                                .destinationKey(key)
                                .checksumAlgorithm(ChecksumAlgorithm.CRC32_C));
    }

    String cannot(String verb, String key) {
        return "Cannot " + verb + " " + key + " in " + place;
    }
}
