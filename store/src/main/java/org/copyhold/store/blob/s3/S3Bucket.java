package org.copyhold.store.blob.s3;

import org.copyhold.store.blob.BlobStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.awssdk.services.s3.S3Client;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One place's stores: they share a client, its lanes, and what the endpoint was seen to do.
 * Thread-safe. Nothing is made or asked before the first store is opened.
 */
public final class S3Bucket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(S3Bucket.class);
    private static final int LOCKS = 64;

    private final S3Place place;
    private final Patience patience;
    private final Supplier<S3Client> clients;
    private final Lock opening = new ReentrantLock();
    private final Lock[] locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(Lock[]::new);
    private @Nullable Opened opened;

    /** What there is once the place was seen to be usable. */
    record Opened(
            S3Client client,
            S3Objects objects,
            S3Versions versions,
            S3Features features,
            S3Puts puts) {
        S3Place place() {
            return objects.place();
        }

        /** Removes an object with all that was ever under its key; false when there was none. */
        boolean delete(String key) {
            if (features.versions()) {
                return versions.delete(key);
            }
            if (objects.head(key).isEmpty()) {
                return false;
            }
            objects.delete(key);
            return true;
        }
    }

    S3Bucket(S3Place place, Patience patience, Supplier<S3Client> clients) {
        this.place = place;
        this.patience = patience;
        this.clients = clients;
    }

    /** The stores of a place. */
    public static S3Bucket at(S3Place place) {
        return at(place, Patience.USUAL);
    }

    static S3Bucket at(S3Place place, Patience patience) {
        return new S3Bucket(place, patience, () -> S3Clients.open(place, patience.answer()));
    }

    /**
     * The store below a path of the place.
     *
     * @param path without '/' at either end
     * @throws org.copyhold.store.StoreException.Unavailable when the place cannot be used
     */
    public BlobStore open(String path) {
        return new S3Blobs(this, opened(), place.prefix() + path + "/");
    }

    /** Sees whether the place can be used, and how, unless that was seen before. */
    public void probe() {
        opened();
    }

    Opened opened() {
        opening.lock();
        try {
            var ready = opened;
            if (ready == null) {
                ready = open();
                opened = ready;
            }
            return ready;
        } finally {
            opening.unlock();
        }
    }

    private Opened open() {
        var client = clients.get();
        try {
            var calls = new S3Calls(new Lanes(), new S3Trouble(place), patience);
            var objects = new S3Objects(client, place, calls);
            var versions = new S3Versions(client, objects);
            var features = new S3Probe(objects, new S3LockProbe(client, objects, versions)).run();
            LOG.info("{} can be used: {}", place, features);
            return new Opened(client, objects, versions, features, new S3Puts(objects, features));
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** The lock of a key and of some others. */
    Lock lock(String key) {
        return locks[Math.floorMod(key.hashCode(), LOCKS)];
    }

    @Override
    public void close() {
        opening.lock();
        try {
            if (opened != null) {
                opened.client().close();
            }
        } finally {
            opening.unlock();
        }
    }
}
