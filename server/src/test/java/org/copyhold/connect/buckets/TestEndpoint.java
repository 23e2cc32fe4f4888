package org.copyhold.connect.buckets;

import com.robothy.s3.rest.LocalS3;

import org.copyhold.connect.Endpoint;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

import software.amazon.awssdk.services.s3.S3Client;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A server that speaks S3, in this process, keeping everything in memory; it ends with the JVM. */
@SuppressWarnings("ImmutableEnumChecker") // a server is started when it is first asked for
public enum TestEndpoint {
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

    private static final String ACCESS_KEY = "AKIDTESTS";
    private static final String SECRET_KEY = "a-secret-of-tests";
    private static final Map<TestEndpoint, URI> STARTED = new ConcurrentHashMap<>();

    abstract URI start();

    /** Where it is; it is started when that is asked first. */
    public Endpoint endpoint() {
        var at = STARTED.computeIfAbsent(this, TestEndpoint::start);
        return new Endpoint(at, true, "us-east-1", ACCESS_KEY, SECRET_KEY);
    }

    /** A client of it. */
    public S3Client client() {
        return BucketClients.open(endpoint());
    }
}
