package org.copyhold.store.blob.s3;

import org.copyhold.store.StoreException;
import org.copyhold.store.blob.ServerSide;
import org.copyhold.store.blob.s3.S3Bucket.Opened;
import org.copyhold.store.blob.s3.S3Objects.Head;

import software.amazon.awssdk.core.exception.SdkException;

import java.util.Optional;

/**
 * Objects that the endpoint copies by itself. One counts when the endpoint tells the CRC32C that
 * the catalogue has; else it goes again, and the caller brings it in another way.
 *
 * @param fromPrefix what the source's keys begin with
 * @param toPrefix what the copies' keys begin with
 */
record S3Copies(Opened from, String fromPrefix, Opened to, String toPrefix) implements ServerSide {

    static Optional<ServerSide> between(
            Opened from, String fromPrefix, Opened to, String toPrefix) {
        return to.features().copies() && from.place().shares(to.place())
                ? Optional.of(new S3Copies(from, fromPrefix, to, toPrefix))
                : Optional.empty();
    }

    @Override
    public boolean bring(String name, long bytes, int crc32c) {
        var key = toPrefix + name;
        var there = to.objects().head(key);
        for (int attempt = 1; there.isEmpty(); attempt++) {
            if (!tryOnce(fromPrefix + name, key, bytes)) {
                return false;
            }
            there = look(key);
            if (there.isEmpty()) {
                if (attempt == S3Calls.ATTEMPTS) {
                    return false;
                }
                to.objects().calls().pause(attempt);
            }
        }
        var head = there.get();
        if (head.bytes() == bytes && Body.crcText(crc32c).equals(head.crc32c())) {
            return true;
        }
        to.delete(key);
        return false;
    }

    private boolean tryOnce(String fromKey, String key, long bytes) {
        try {
            to.objects()
                    .calls()
                    .once(
                            bytes,
                            () -> {
                                to.objects().copy(from.place().bucket(), fromKey, key);
                                return key;
                            });
            return true;
        } catch (SdkException e) {
            return Nature.of(e).mayBeTriedAgain();
        }
    }

    private Optional<Head> look(String key) {
        try {
            return to.objects().head(key);
        } catch (StoreException.Unavailable e) {
            throw to.objects().calls().trouble().unseen(to.objects().cannot("copy to", key), e);
        }
    }
}
