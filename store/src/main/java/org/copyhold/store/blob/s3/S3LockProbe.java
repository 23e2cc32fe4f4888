package org.copyhold.store.blob.s3;

import org.copyhold.store.StoreException;
import org.copyhold.store.blob.Retention;
import org.copyhold.store.blob.Retention.Mode;
import org.copyhold.store.blob.s3.S3Calls.Refusal;
import org.copyhold.store.blob.s3.S3Place.Locking;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;

import java.time.Duration;

/**
 * Finds out whether a bucket keeps objects from being deleted, by trying to delete one that it is
 * to keep for a minute.
 */
final class S3LockProbe {
    private static final Logger LOG = LoggerFactory.getLogger(S3LockProbe.class);
    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private final S3Client client;
    private final S3Objects objects;
    private final S3Versions versions;

    S3LockProbe(S3Client client, S3Objects objects, S3Versions versions) {
        this.client = client;
        this.objects = objects;
        this.versions = versions;
    }

    /**
     * Whether it keeps them, and is asked to.
     *
     * @param key an object that may go
     * @param hasVersions without which nothing is kept
     * @throws StoreException.Unavailable when it has to, and does not
     */
    boolean run(String key, boolean hasVersions) {
        var locking = objects.place().locking();
        boolean keeps =
                locking != Locking.OFF && hasVersions && isConfigured() && refusesToDelete(key);
        if (locking == Locking.REQUIRED && !keeps) {
            throw new StoreException.Unavailable(
                    "Cannot use " + objects.place() + ": the bucket keeps nothing from deletion.",
                    "Enable object lock for the bucket, and allow the access key what"
                            + " docs/OPERATING.md names; or say objectLock: when-possible.",
                    false,
                    null);
        }
        return keeps;
    }

    private boolean isConfigured() {
        try {
            var answer =
                    objects.calls()
                            .ask(
                                    objects.cannot("ask for the object lock of", ""),
                                    0,
                                    () ->
                                            client.getObjectLockConfiguration(
                                                    it -> it.bucket(objects.bucket())));
            var configuration = answer.objectLockConfiguration();
            return configuration != null
                    && configuration.objectLockEnabled() == ObjectLockEnabled.ENABLED;
        } catch (Refusal e) {
            return false;
        } catch (StoreException.Unavailable e) {
            if (e.retryable()) {
                throw e;
            }
            LOG.warn("Recovery points of locked vaults are not locked there: {}", e.explained());
            return false;
        }
    }

    /** The time is the endpoint's own: this machine's may be another. */
    private boolean refusesToDelete(String key) {
        try {
            var now =
                    objects.calls()
                            .ask(
                                    objects.cannot("look at", key),
                                    0,
                                    () ->
                                            client.headObject(
                                                    it -> it.bucket(objects.bucket()).key(key)))
                            .lastModified();
            versions.retain(key, new Retention(now.plus(A_WHILE), Mode.GOVERNANCE));
            versions.delete(key);
            LOG.warn("{} says that it keeps objects, and deletes them", objects.place());
        } catch (StoreException.Kept e) {
            return true;
        } catch (Refusal e) {
            LOG.warn("{} keeps nothing: {}", objects.place(), e.getMessage());
        } catch (StoreException.Unavailable e) {
            if (e.retryable()) {
                throw e;
            }
            LOG.warn("Recovery points of locked vaults are not locked there: {}", e.explained());
        }
        return false;
    }

    /** Removes an object, unless it is kept. */
    void clear(String key) {
        try {
            versions.delete(key);
        } catch (StoreException.Kept e) {
            LOG.debug("{}", e.getMessage());
        }
    }
}
