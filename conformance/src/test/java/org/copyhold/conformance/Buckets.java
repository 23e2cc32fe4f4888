package org.copyhold.conformance;

import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** An S3 server with some buckets, which counts what passes. It outlives the servers killed. */
final class Buckets implements AutoCloseable {
    private final S3Proxy server;
    private final AtomicLong packBytes = new AtomicLong();
    private final AtomicLong bytesRead = new AtomicLong();
    private final Map<String, Long> kept = new ConcurrentHashMap<>();
    private final AtomicInteger copies = new AtomicInteger();

    private Buckets(BlobStore blobs, String... buckets) throws Exception {
        for (var bucket : buckets) {
            blobs.createContainer(CreateBucketRequest.builder().bucket(bucket).build());
        }
        server =
                S3Proxy.builder()
                        .blobStore(counting(blobs))
                        .endpoint(URI.create("http://127.0.0.1:0"))
                        .awsAuthentication(
                                AuthenticationType.AWS_V4, "AKIDBUCKETS", "secret-of-buckets")
                        .build();
        server.start();
    }

    /** Buckets that are kept in memory. */
    static Buckets inMemory(String... buckets) throws Exception {
        return new Buckets(new TransientNio2BlobStore(), buckets);
    }

    /** Buckets that are kept in a folder, for more than memory holds. */
    static Buckets in(Path folder, String... buckets) throws Exception {
        Files.createDirectories(folder);
        return new Buckets(new FilesystemNio2BlobStore(folder.toString()), buckets);
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
        switch (method.getName()) {
            case "putBlob" -> {
                if (arguments[0] instanceof PutObjectRequest put) {
                    brought(put.bucket() + "/" + put.key(), put.contentLength());
                }
            }
            case "copyBlob" -> {
                copies.incrementAndGet();
                if (arguments[0] instanceof CopyObjectRequest copy) {
                    var source = copy.sourceBucket() + "/" + copy.sourceKey();
                    brought(
                            copy.destinationBucket() + "/" + copy.destinationKey(),
                            kept.getOrDefault(source, 0L));
                }
            }
            case "getBlob" -> {
                if (arguments[0] instanceof GetObjectRequest get
                        && get.range() != null
                        && isPack(get.key())) {
                    var range = get.range().substring("bytes=".length());
                    int dash = range.indexOf('-');
                    long first = Long.parseLong(range.substring(0, dash));
                    bytesRead.addAndGet(Long.parseLong(range.substring(dash + 1)) - first + 1);
                }
            }
            case "removeBlob" ->
                    kept.remove(
                            arguments[0] instanceof DeleteObjectRequest gone
                                    ? gone.bucket() + "/" + gone.key()
                                    : arguments[0] + "/" + arguments[1]);
            default -> {}
        }
    }

    private void brought(String name, long bytes) {
        if (isPack(name)) {
            packBytes.addAndGet(bytes);
            kept.put(name, bytes);
        }
    }

    private static boolean isPack(String name) {
        return name.contains("/packs/");
    }

    /** Writes where it is into the configuration of a server, in the place of a word. */
    void into(Server server, String word) throws IOException {
        var file = server.folder().resolve("copyhold.yaml");
        Files.writeString(file, Files.readString(file).replace(word, endpoint().toString()));
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** Bytes of packs that were sent here, less those that are here for it: sent in vain. */
    long bytesInVain() {
        return packBytes.get() - kept.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Bytes of packs that were asked for. */
    long bytesRead() {
        return bytesRead.get();
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
