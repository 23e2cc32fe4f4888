package org.copyhold.store.blob.s3;

import org.copyhold.store.blob.BlobStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.awssdk.services.s3.S3Client;

import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * One place's stores: they share a client, its lanes, and what the endpoint was seen to do.
 * Thread-safe. Nothing is asked before the first store is opened.
 */
public final class S3Bucket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(S3Bucket.class);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int LOCKS = 64;

    private final S3Client client;
    private final S3Objects objects;
    private final Lock probing = new ReentrantLock();
    private final Lock[] locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(Lock[]::new);
    private volatile @Nullable S3Puts puts;
    private volatile @Nullable S3Features features;

    private S3Bucket(S3Place place, Duration answer) {
        this.client = S3Clients.open(place, answer);
        var calls = new S3Calls(new Lanes(), new S3Trouble(place));
        this.objects = new S3Objects(client, place, calls);
    }

    /** The stores of a place. */
    public static S3Bucket at(S3Place place) {
        return new S3Bucket(place, ANSWER);
    }

    static S3Bucket at(S3Place place, Duration answer) {
        return new S3Bucket(place, answer);
    }

    /**
     * The store below a path of the place.
     *
     * @param path without '/' at either end
     * @throws org.copyhold.store.StoreException.Unavailable when the place cannot be used
     */
    public BlobStore open(String path) {
        probe();
        return new S3Blobs(this, objects, objects.place().prefix() + path + "/");
    }

    /** Sees whether the place can be used, and how; once. */
    public void probe() {
        probing.lock();
        try {
            if (features == null) {
                var seen = new S3Probe(objects).run();
                puts = new S3Puts(objects, seen);
                features = seen;
                LOG.info("{} can be used: {}", objects.place(), seen);
            }
        } finally {
            probing.unlock();
        }
    }

    S3Features features() {
        var seen = features;
        if (seen == null) {
            throw new IllegalStateException("A store is opened before it is used");
        }
        return seen;
    }

    S3Puts puts() {
        var ready = puts;
        if (ready == null) {
            throw new IllegalStateException("A store is opened before it is used");
        }
        return ready;
    }

    S3Objects objects() {
        return objects;
    }

    /** The lock of a key and of some others. */
    Lock lock(String key) {
        return locks[Math.floorMod(key.hashCode(), LOCKS)];
    }

    @Override
    public void close() {
        client.close();
    }
}
