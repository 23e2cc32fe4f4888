package org.copyhold.store.blob.s3;

import org.copyhold.store.blob.BlobStore;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A bucket in memory behind the client's own interface: what is asked of an endpoint, without
 * endpoint, network and signatures, so that thousands of runs take minutes. Fails as it is told to.
 * Thread-safe.
 */
public final class MadeUpS3 implements S3Client {
    private static final Patience NONE = new Patience(Duration.ofSeconds(1), Duration.ofNanos(4));

    private final SortedMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
    private final Faults faults;
    private final S3Bucket bucket;

    /**
     * An empty bucket.
     *
     * @param spool where blobs wait to be sent
     */
    public MadeUpS3(Path spool, Faults faults) {
        this.faults = faults;
        var place =
                new S3Place("bucket", "", null, true, "us-east-1", "key", "secret", null, spool);
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
        var begin = path + "/" + prefix;
        return objects.subMap(begin, begin + Character.MAX_VALUE).keySet().stream()
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
                    if (in.ifNoneMatch() != null && objects.containsKey(in.key())) {
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
                    objects.remove(in.key());
                    return answer;
                },
                answer);
    }

    @Override
    public CopyObjectResponse copyObject(CopyObjectRequest in) {
        var answer = CopyObjectResponse.builder().build();
        return change(
                () -> {
                    objects.put(in.destinationKey(), object(in.sourceKey()));
                    return answer;
                },
                answer);
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest in) {
        look();
        var object = object(in.key());
        return HeadObjectResponse.builder()
                .contentLength((long) object.length)
                .checksumCRC32C(Body.of(object).crcText())
                .eTag("")
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
        var keys = objects.subMap(in.prefix(), in.prefix() + Character.MAX_VALUE).keySet();
        return ListObjectsV2Response.builder()
                .contents(keys.stream().map(key -> S3Object.builder().key(key).build()).toList())
                .isTruncated(false)
                .build();
    }

    @Override
    public <T> T getObject(
            GetObjectRequest in, ResponseTransformer<GetObjectResponse, T> transformer) {
        boolean untrue = look();
        var object = object(in.key());
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

    private byte[] object(String key) {
        var object = objects.get(key);
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
