package org.copyhold.store.blob.s3;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.Retention;
import org.copyhold.store.blob.s3.S3Place.Locking;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRetentionRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRetentionResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A bucket in memory behind the client's own interface: what is asked of an endpoint, without
 * endpoint, network and signatures, so that thousands of runs take minutes. Fails as it is told to.
 * Thread-safe.
 */
public final class MadeUpS3 implements S3Client {
    private static final Patience NONE = new Patience(Duration.ofSeconds(1), Duration.ofNanos(4));

    private final KeptObjects objects;
    private final Faults faults;
    private final S3Bucket bucket;

    /**
     * An empty bucket that keeps neither versions nor anything from deletion.
     *
     * @param spool where blobs wait to be sent
     */
    public MadeUpS3(Path spool, Faults faults) {
        this(spool, faults, new KeptObjects());
    }

    /** A bucket of these objects. */
    public MadeUpS3(Path spool, Faults faults, KeptObjects objects) {
        this.faults = faults;
        this.objects = objects;
        var place =
                new S3Place(
                        "bucket",
                        "",
                        null,
                        true,
                        "us-east-1",
                        "key",
                        "secret",
                        null,
                        spool,
                        Locking.WHEN_POSSIBLE);
        this.bucket = new S3Bucket(place, NONE, () -> this);
    }

    /** What becomes of a request. */
    public enum Fault {
        /** It is done, and the answer says so. */
        NONE,
        /** It is refused, and may be made again. */
        BUSY,
        /** It is done, and no answer comes. */
        NO_ANSWER,
        /** It is not done, and the answer says that it was; what is read has a wrong bit. */
        UNTRUE
    }

    /** Decides what becomes of each request; may throw when the process dies. */
    public interface Faults {
        /**
         * Called once for each request.
         *
         * @param writes whether it would change anything
         */
        Fault next(boolean writes);

        /** Called when a request that changes something was done. */
        void done();
    }

    /** The store below a path of the bucket, as a server uses it. */
    public BlobStore open(String path) {
        return bucket.open(path);
    }

    /** The names below a path, for whoever looks from outside. */
    public List<String> names(String path, String prefix) {
        return objects.names(path + "/" + prefix).stream()
                .map(name -> name.substring(path.length() + 1))
                .toList();
    }

    private interface Change<T> {
        T make();
    }

    private <T> T change(Change<T> change, T untrue) {
        return switch (faults.next(true)) {
            case NONE -> {
                var answer = change.make();
                faults.done();
                yield answer;
            }
            case BUSY -> throw busy();
            case NO_ANSWER -> {
                change.make();
                throw SdkClientException.create("No answer came", new IOException("reset"));
            }
            case UNTRUE -> untrue;
        };
    }

    /** Whether what is read has a wrong bit. */
    private boolean look() {
        return switch (faults.next(false)) {
            case NONE -> false;
            case BUSY -> throw busy();
            case NO_ANSWER -> throw SdkClientException.create("No answer came");
            case UNTRUE -> true;
        };
    }

    @Override
    public synchronized PutObjectResponse putObject(PutObjectRequest in, RequestBody body) {
        var answer = PutObjectResponse.builder().build();
        return change(
                () -> {
                    if (in.ifNoneMatch() != null && objects.seen(in.key()) != null) {
                        throw refusal(412, "PreconditionFailed");
                    }
                    objects.put(in.key(), bytes(body));
                    return answer;
                },
                answer);
    }

    private static byte[] bytes(RequestBody body) {
        try (var in = body.contentStreamProvider().newStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest in) {
        var answer = DeleteObjectResponse.builder().build();
        return change(
                () -> {
                    if (!objects.delete(in.key(), in.versionId())) {
                        throw refusal(403, "AccessDenied");
                    }
                    return answer;
                },
                answer);
    }

    @Override
    public CopyObjectResponse copyObject(CopyObjectRequest in) {
        var answer = CopyObjectResponse.builder().build();
        return change(
                () -> {
                    objects.put(in.destinationKey(), object(in.sourceKey(), null).content());
                    return answer;
                },
                answer);
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest in) {
        look();
        var object = object(in.key(), in.versionId());
        var head =
                HeadObjectResponse.builder()
                        .contentLength((long) object.content().length)
                        .checksumCRC32C(Body.of(object.content()).crcText())
                        .lastModified(objects.now())
                        .eTag("");
        if (objects.hasVersions()) {
            head.versionId(object.id());
        }
        var kept = object.kept();
        if (kept != null) {
            head.objectLockMode(kept.mode().name()).objectLockRetainUntilDate(kept.until());
        }
        return head.build();
    }

    @Override
    public GetObjectLockConfigurationResponse getObjectLockConfiguration(
            GetObjectLockConfigurationRequest in) {
        look();
        return GetObjectLockConfigurationResponse.builder()
                .objectLockConfiguration(it -> it.objectLockEnabled(ObjectLockEnabled.ENABLED))
                .build();
    }

    @Override
    public PutObjectRetentionResponse putObjectRetention(PutObjectRetentionRequest in) {
        var answer = PutObjectRetentionResponse.builder().build();
        return change(
                () -> {
                    object(in.key(), in.versionId());
                    var wanted =
                            new Retention(
                                    in.retention().retainUntilDate(),
                                    Retention.Mode.valueOf(in.retention().modeAsString()));
                    if (!objects.keep(in.key(), in.versionId(), wanted)) {
                        throw refusal(403, "AccessDenied");
                    }
                    return answer;
                },
                answer);
    }

    @Override
    public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest in) {
        look();
        var versions = new ArrayList<ObjectVersion>();
        var markers = new ArrayList<DeleteMarkerEntry>();
        for (var key : objects.all(in.prefix())) {
            for (var version : objects.versions(key)) {
                boolean latest = version.id().equals(objects.versions(key).getFirst().id());
                if (version.isMarker()) {
                    markers.add(
                            DeleteMarkerEntry.builder()
                                    .key(key)
                                    .versionId(version.id())
                                    .isLatest(latest)
                                    .lastModified(objects.now())
                                    .build());
                } else {
                    versions.add(
                            ObjectVersion.builder()
                                    .key(key)
                                    .versionId(version.id())
                                    .isLatest(latest)
                                    .lastModified(objects.now())
                                    .build());
                }
            }
        }
        return ListObjectVersionsResponse.builder()
                .versions(versions)
                .deleteMarkers(markers)
                .isTruncated(false)
                .build();
    }

    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest in) {
        look();
        return HeadBucketResponse.builder().build();
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request in) {
        look();
        var keys = objects.names(in.prefix());
        return ListObjectsV2Response.builder()
                .contents(keys.stream().map(key -> S3Object.builder().key(key).build()).toList())
                .isTruncated(false)
                .build();
    }

    @Override
    public <T> T getObject(
            GetObjectRequest in, ResponseTransformer<GetObjectResponse, T> transformer) {
        boolean untrue = look();
        var object = object(in.key(), in.versionId()).content();
        int from = 0;
        int end = object.length;
        var head = GetObjectResponse.builder().checksumCRC32C(Body.of(object).crcText());
        if (in.range() != null) {
            var range = in.range().substring("bytes=".length());
            int dash = range.indexOf('-');
            from = Integer.parseInt(range.substring(0, dash));
            end = Math.min(end, Integer.parseInt(range.substring(dash + 1)) + 1);
            if (from >= object.length) {
                throw refusal(416, "InvalidRange");
            }
            head.contentRange("bytes " + from + "-" + (end - 1) + "/" + object.length);
        }
        var bytes = Arrays.copyOfRange(object, from, end);
        if (untrue) {
            bytes[bytes.length / 2] ^= 1;
        }
        head.contentLength((long) bytes.length);
        try {
            return transformer.transform(
                    head.build(), AbortableInputStream.create(new ByteArrayInputStream(bytes)));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw SdkClientException.create("The answer could not be taken", e);
        }
    }

    private KeptObjects.Version object(String key, @Nullable String version) {
        var object = version == null ? objects.seen(key) : objects.version(key, version);
        if (object == null) {
            throw refusal(404, "NoSuchKey");
        }
        return object;
    }

    private static S3Exception busy() {
        return refusal(503, "SlowDown");
    }

    private static S3Exception refusal(int status, String code) {
        var details = AwsErrorDetails.builder().errorCode(code).errorMessage(code).build();
        return (S3Exception)
                S3Exception.builder().statusCode(status).awsErrorDetails(details).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
