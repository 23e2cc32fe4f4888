package org.copyhold.conformance;

import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** An S3 server with two buckets, which counts what is brought. It outlives the servers killed. */
final class Buckets implements AutoCloseable {
    private final S3Proxy server;
    private final AtomicLong packBytes = new AtomicLong();
    private final Map<String, Long> kept = new ConcurrentHashMap<>();
    private final AtomicInteger copies = new AtomicInteger();

    Buckets() throws Exception {
        var blobs = new TransientNio2BlobStore();
        blobs.createContainer(CreateBucketRequest.builder().bucket("eu-backups").build());
        blobs.createContainer(CreateBucketRequest.builder().bucket("west-backups").build());
        server =
                S3Proxy.builder()
                        .blobStore(counting(blobs))
                        .endpoint(URI.create("http://127.0.0.1:0"))
                        .awsAuthentication(
                                AuthenticationType.AWS_V4, "AKIDBUCKETS", "secret-of-buckets")
                        .build();
        server.start();
    }

    private BlobStore counting(BlobStore blobs) {
        return (BlobStore)
                Proxy.newProxyInstance(
                        BlobStore.class.getClassLoader(),
                        new Class<?>[] {BlobStore.class},
                        (proxy, method, arguments) -> {
                            count(method, arguments);
                            try {
                                return method.invoke(blobs, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private void count(Method method, Object[] arguments) {
        if (method.getName().equals("putBlob")
                && arguments[0] instanceof PutObjectRequest put
                && put.key().contains("/packs/")) {
            packBytes.addAndGet(put.contentLength());
            kept.put(put.bucket() + "/" + put.key(), put.contentLength());
        } else if (method.getName().equals("removeBlob")) {
            kept.remove(
                    arguments[0] instanceof DeleteObjectRequest gone
                            ? gone.bucket() + "/" + gone.key()
                            : arguments[0] + "/" + arguments[1]);
        } else if (method.getName().equals("copyBlob")) {
            copies.incrementAndGet();
        }
    }

    /** Writes where it is into the configuration of a server. */
    void into(Server server) throws IOException {
        var file = server.folder().resolve("copyhold.yaml");
        Files.writeString(file, Files.readString(file).replace("ENDPOINT", endpoint().toString()));
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** Bytes of packs that were sent here, less those that are here for it: sent in vain. */
    long bytesInVain() {
        return packBytes.get() - kept.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Objects that were copied without being sent. */
    int copies() {
        return copies.get();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The S3 server does not stop", e);
        }
    }
}
