package org.copyhold.connect.buckets;

import org.copyhold.connect.Item;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.s3.model.S3Object;

import java.util.Iterator;

/** The objects of a bucket that keeps no versions. */
final class CurrentListing implements Listing {
    private final BucketReading reading;
    private final Iterator<S3Object> objects;

    CurrentListing(BucketReading reading) {
        this.reading = reading;
        var bucket = reading.bucket();
        this.objects =
                bucket.client()
                        .listObjectsV2Paginator(it -> it.bucket(bucket.name()))
                        .contents()
                        .iterator();
    }

    @Override
    public @Nullable Item next() {
        if (!objects.hasNext()) {
            return null;
        }
        var listed = Listed.of(objects.next());
        return new ObjectItem(reading, listed, Keys.path(listed.key()));
    }
}
