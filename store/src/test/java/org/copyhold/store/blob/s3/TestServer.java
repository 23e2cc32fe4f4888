package org.copyhold.store.blob.s3;

import com.robothy.s3.rest.LocalS3;

import org.copyhold.store.StoreException;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A server that speaks S3, in this process, keeping everything in memory; it ends with the JVM. */
@SuppressWarnings("ImmutableEnumChecker") // a server is started when it is first asked for
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

    /** Enough for servers in this process. */
    static final Patience PATIENCE = new Patience(Duration.ofSeconds(2), Duration.ofMillis(4));

    /** For its first answer, which may wait for the server's classes. */
    private static final Duration TO_BEGIN = Duration.ofSeconds(30);

    private static final Map<TestServer, URI> STARTED = new ConcurrentHashMap<>();

    abstract URI start();

    /** Where it listens; it is started when that is asked first. */
    URI endpoint() {
        return STARTED.computeIfAbsent(this, TestServer::start);
    }

    /** A new bucket. */
    public S3Bucket bucket(Path spool) {
        return S3Bucket.at(place(endpoint(), spool), PATIENCE);
    }

    /** A bucket that was reached in spite of all that goes wrong on the way. */
    static S3Bucket opened(S3Place place) {
        var bucket = S3Bucket.at(place, PATIENCE);
        for (int attempt = 1; ; attempt++) {
            try {
                bucket.probe();
                return bucket;
            } catch (StoreException e) {
                if (attempt == 50) {
                    throw e;
                }
            }
        }
    }

    /** A bucket that is there, reached without a proxy. */
    S3Bucket direct(S3Place place) {
        return S3Bucket.at(place(endpoint(), place.bucket(), place.spool()), PATIENCE);
    }

    /** A place in a new bucket, reached through {@code endpoint}. */
    S3Place place(URI through, Path spool) {
        var bucket = "b-" + UUID.randomUUID();
        var place = place(through, bucket, spool);
        try (var client = S3Clients.open(place(endpoint(), bucket, spool), TO_BEGIN)) {
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
                spool,
                S3Place.Locking.WHEN_POSSIBLE);
    }
}
