package org.copyhold.connect.buckets;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Item;
import org.copyhold.connect.Reading;
import org.copyhold.connect.Report;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A bucket being read: its objects as a listing gives them, a page at a time. Those that will be
 * read are fetched side by side as far as they are small.
 */
final class BucketReading implements Reading {
    /** Items at hand at once; together with the small ones' size, what memory it takes. */
    static final int AHEAD = 64;

    private final Bucket bucket;
    private final Report report;
    private final Kept kept;
    private final Listing listing;
    private final ExecutorService fetching =
            Executors.newFixedThreadPool(
                    BucketClients.CONNECTIONS, Thread.ofVirtual().name("bucket-", 0).factory());
    private byte[] last = {};
    private boolean began;
    private boolean ended;

    /**
     * @param options of the job, as StartBackupJob names them
     */
    BucketReading(Bucket bucket, Map<String, String> options, Report report) {
        this.bucket = bucket;
        this.report = report;
        bucket.check();
        try {
            this.kept = Kept.of(options, bucket, report);
            this.listing =
                    switch (bucket.versioning()) {
                        case ON, SUSPENDED -> new VersionListing(this);
                        case NEVER -> new CurrentListing(this);
                        case HIDDEN -> {
                            report.problem(
                                    bucket.name(),
                                    "does not say whether it keeps versions, so older ones are left"
                                            + " out: let the key s3:GetBucketVersioning");
                            yield new CurrentListing(this);
                        }
                    };
        } catch (SdkException e) {
            throw bucket.trouble(bucket.shown() + " cannot be read", e);
        }
    }

    Kept kept() {
        return kept;
    }

    Bucket bucket() {
        return bucket;
    }

    Report report() {
        return report;
    }

    ExecutorService fetching() {
        return fetching;
    }

    @Override
    public int ahead() {
        return AHEAD;
    }

    @Override
    public @Nullable Item next() {
        if (!began) {
            began = true;
            return PlainItem.bucket();
        }
        if (ended) {
            return null;
        }
        try {
            var item = listing.next();
            if (item != null) {
                return inOrder(item);
            }
        } catch (SdkException e) {
            throw bucket.trouble(bucket.shown() + " cannot be listed any more", e);
        }
        ended = true;
        bucket.check();
        return null;
    }

    private Item inOrder(Item item) {
        var path = item.path();
        if (compare(last, path) >= 0) {
            throw new ConnectorException(
                    "%s lists its objects out of the order of their keys, at %s. It is no endpoint that can be backed up."
                            .formatted(bucket.shown(), ObjectPath.of(path).key()),
                    false,
                    null);
        }
        last = path;
        return item;
    }

    /** A '/' comes before all other bytes. */
    private static int compare(byte[] one, byte[] other) {
        var at = Arrays.mismatch(one, other);
        return at < 0 || at == one.length || at == other.length
                ? one.length - other.length
                : (one[at] == '/'
                        ? -1
                        : other[at] == '/' ? 1 : (one[at] & 0xff) - (other[at] & 0xff));
    }

    @Override
    public void close() {
        fetching.shutdownNow();
        bucket.close();
    }
}
