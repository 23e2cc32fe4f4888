package org.copyhold.store.blob.s3;

import com.robothy.s3.rest.LocalS3;

import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** A server that speaks S3, in this process, keeping everything in memory; it ends with the JVM. */
public enum TestServer {
    /** S3Proxy: verifies signatures, as all the others would. */
    S3PROXY {
        @Override
        URI start() {
            var server =
                    S3Proxy.builder()
                            .blobStore(new TransientNio2BlobStore())
                            .endpoint(URI.create("http://127.0.0.1:0"))
                            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                            .build();
            try {
                server.start();
            } catch (Exception e) {
                throw new IllegalStateException("S3Proxy does not start", e);
            }
            return URI.create("http://127.0.0.1:" + server.getPort());
        }
    },

    /** LocalS3: another hand's work, on another HTTP server. */
    LOCALS3 {
        @Override
        URI start() {
            var server = LocalS3.builder().port(-1).build();
            server.start();
            return URI.create("http://127.0.0.1:" + server.getPort());
        }
    };

    static final String ACCESS_KEY = "AKIDTESTS";
    static final String SECRET_KEY = "a-secret-of-tests";
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private volatile URI endpoint;

    abstract URI start();

    /** Where it listens; it is started when that is asked first. */
    synchronized URI endpoint() {
        if (endpoint == null) {
            endpoint = start();
        }
        return endpoint;
    }

    /** A new bucket. */
    public S3Bucket bucket(Path spool) {
        return S3Bucket.at(place(endpoint(), spool), ANSWER);
    }

    /** A place in a new bucket, reached through {@code endpoint}. */
    S3Place place(URI through, Path spool) {
        var bucket = "b-" + UUID.randomUUID();
        var place = place(through, bucket, spool);
        try (var client = S3Clients.open(place(endpoint(), bucket, spool), ANSWER)) {
            client.createBucket(it -> it.bucket(bucket));
        }
        return place;
    }

    static S3Place place(URI through, String bucket, Path spool) {
        return new S3Place(
                bucket,
                "some/prefix/",
                through,
                true,
                "us-east-1",
                ACCESS_KEY,
                SECRET_KEY,
                null,
                spool);
    }
}
