package org.copyhold.connect.buckets;

import org.copyhold.connect.ConnectorException;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;

import java.io.IOException;
import java.nio.file.Path;

/**
 * That a new bucket is a restore job's own. Before the job makes it, it writes a file of this
 * machine; when it has made it, an object that nobody else would put there; and before each object
 * its key into that file. What is removed is what the file names, of a bucket with that object in
 * it, and the bucket only when nothing else is left.
 */
final class Claim implements AutoCloseable {
    private final Bucket bucket;
    private final String proof;
    private final PutKeys keys;

    /**
     * @param mark the file
     */
    Claim(Bucket bucket, Path mark) {
        this.bucket = bucket;
        this.proof = ".copyhold-" + mark.getFileName();
        this.keys = new PutKeys(mark);
    }

    /** How a new bucket is there. */
    enum Standing {
        /** Empty, and the job's. */
        EMPTY,
        /** With all that was to be put: an earlier attempt came to its end. */
        FINISHED
    }

    /**
     * Makes the bucket, or takes it up again where an earlier attempt of the job made it; what that
     * one put is removed.
     *
     * @throws ConnectorException when it is somebody else's, or may be
     */
    Standing take(String what) {
        try {
            if (!bucket.exists()) {
                make(what);
                return Standing.EMPTY;
            }
            if (keys.areFinished()) {
                return Standing.FINISHED;
            }
            if (!keys.areThere() || !isProven()) {
                throw taken(what);
            }
            removePut();
            keys.clear();
            return Standing.EMPTY;
        } catch (SdkException e) {
            throw bucket.trouble(what + " failed", e);
        } catch (IOException e) {
            throw unwritable(what, e);
        }
    }

    private void make(String what) throws IOException {
        keys.clear();
        try {
            bucket.client().createBucket(it -> it.bucket(bucket.name()));
        } catch (SdkException e) {
            if (Bucket.isConflict(e)) {
                keys.forget(); // somebody has made it meanwhile
            }
            throw e;
        }
        if (new AllObjects(bucket).iterator().hasNext()) {
            keys.forget(); // some endpoints do not mind that it is there, and somebody was quicker
            throw taken(what);
        }
        bucket.client()
                .putObject(
                        it -> it.bucket(bucket.name()).key(proof),
                        RequestBody.fromBytes(new byte[0]));
    }

    private ConnectorException taken(String what) {
        return new ConnectorException(
                what
                        + " failed: it exists already, and nothing shows that this job has made it."
                        + " Name another one, remove it if it is empty, or leave NewBucket out,"
                        + " then start the job again.",
                false,
                null);
    }

    private static ConnectorException unwritable(String what, IOException e) {
        return new ConnectorException(
                "%s failed: %s. Make that folder writable, then start the job again."
                        .formatted(what, e.getMessage()),
                false,
                e);
    }

    private boolean isProven() {
        try {
            bucket.client().headObject(it -> it.bucket(bucket.name()).key(proof));
            return true;
        } catch (SdkException e) {
            if (Bucket.isMissing(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Notes a key, before something is put there. Keys come in order. */
    void puts(String key) {
        try {
            keys.add(key);
        } catch (IOException e) {
            throw unwritable("Restoring into b" + bucket.shown().substring(1), e);
        }
    }

    /** Says that all has been put; the bucket then holds nothing else. */
    void finish() throws IOException {
        keys.finish();
        removeProof();
    }

    private void removeProof() {
        for (var object : new AllObjects(bucket, proof)) {
            object.delete(bucket);
        }
    }

    /**
     * Removes what was put, and the bucket.
     *
     * @return false when it holds more than that, and stays
     */
    boolean giveUp() throws IOException {
        if (!keys.areThere() || !bucket.exists() || !isProven()) {
            return true;
        }
        removePut();
        removeProof();
        try {
            bucket.client().deleteBucket(it -> it.bucket(bucket.name()));
        } catch (SdkException e) {
            if (!Bucket.isConflict(e)) {
                throw e;
            }
            keys.forget();
            return false;
        }
        keys.forget();
        return true;
    }

    /** Goes through what is there and what was put, both in the order of their keys. */
    private void removePut() throws IOException {
        try (var put = keys.read();
                var removing = new SideBySide()) {
            @Nullable String next = put.next();
            for (var object : new AllObjects(bucket)) {
                while (next != null && Keys.compare(next, object.key()) < 0) {
                    next = put.next();
                }
                if (object.key().equals(next)) {
                    removing.run(0, () -> object.delete(bucket));
                }
            }
            removing.finish();
        }
    }

    @Override
    public void close() {
        keys.close();
    }
}
