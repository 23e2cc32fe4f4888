package org.copyhold.connect.buckets;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Item;
import org.copyhold.connect.Reading;
import org.copyhold.connect.Report;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Object;

import java.util.Arrays;
import java.util.Iterator;
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
    private final Iterator<S3Object> listing;
    private final ExecutorService fetching =
            Executors.newFixedThreadPool(
                    BucketClients.CONNECTIONS, Thread.ofVirtual().name("bucket-", 0).factory());
    private byte[] last = {};
    private boolean began;
    private boolean ended;

    BucketReading(Bucket bucket, Report report) {
        this.bucket = bucket;
        this.report = report;
        bucket.check();
        this.listing =
                bucket.client()
                        .listObjectsV2Paginator(it -> it.bucket(bucket.name()))
                        .contents()
                        .iterator();
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
            return new RootItem();
        }
        if (ended) {
            return null;
        }
        try {
            if (listing.hasNext()) {
                return item(listing.next());
            }
        } catch (SdkException e) {
            throw bucket.trouble(bucket.shown() + " cannot be listed any more", e);
        }
        ended = true;
        bucket.check();
        return null;
    }

    private Item item(S3Object listed) {
        var path = Keys.path(listed.key());
        if (Arrays.compareUnsigned(last, path) >= 0) {
            throw new ConnectorException(
                    "%s lists its objects out of the order of their keys, at %s. It is no endpoint that can be backed up."
                            .formatted(bucket.shown(), listed.key()),
                    false,
                    null);
        }
        last = path;
        return new ObjectItem(this, listed, path);
    }

    @Override
    public void close() {
        fetching.shutdownNow();
        bucket.close();
    }
}
