package org.copyhold.connect.buckets;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Item;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The versions and delete markers of a bucket. Endpoints list those of one key newest first; items
 * come the other way round, as they are to be put. At most 100,000 of one key are kept.
 */
final class VersionListing implements Listing {
    private static final int MOST = 100_000;

    private final BucketReading reading;
    private final VersionOrder order = new VersionOrder();
    private final Iterator<ListObjectVersionsResponse> pages;
    private final ArrayDeque<Listed> page = new ArrayDeque<>();
    private final ArrayDeque<Listed> ofKey = new ArrayDeque<>();
    private @Nullable Item count;
    private long millis;
    private int place;

    VersionListing(BucketReading reading) {
        this.reading = reading;
        var bucket = reading.bucket();
        this.pages =
                bucket.client()
                        .listObjectVersionsPaginator(
                                it ->
                                        it.bucket(bucket.name())
                                                .overrideConfiguration(
                                                        of -> of.addPlugin(order.plugin())))
                        .iterator();
    }

    @Override
    public @Nullable Item next() {
        if (ofKey.isEmpty()) {
            gather();
        }
        var first = count;
        if (first != null) {
            count = null;
            return first;
        }
        var listed = ofKey.pollLast();
        return listed == null ? null : item(listed);
    }

    /** Takes all versions of the next key. */
    private void gather() {
        var first = peek();
        if (first == null) {
            return;
        }
        var key = first.key();
        var omitted = 0;
        for (var next = peek(); next != null && next.key().equals(key); next = peek()) {
            page.remove();
            if (ofKey.size() < MOST) {
                ofKey.add(next);
            } else {
                omitted++;
            }
        }
        if (omitted > 0) {
            reading.report()
                    .problem(key, "has so many versions that the oldest are left out: " + omitted);
        }
        count =
                ofKey.size() == 1
                        ? null
                        : PlainItem.versions(ObjectPath.ofCount(key, ofKey.size()), ofKey.size());
        millis = 0;
        place = -1;
    }

    /** Clocks of endpoints may go back; the order of a listing does not. */
    private Item item(Listed listed) {
        var written = Math.max(millis, listed.modified().toEpochMilli());
        place = written == millis ? place + 1 : 0;
        millis = written;
        var path = ObjectPath.ofVersion(listed.key(), millis, place);
        return listed.isMarker()
                ? PlainItem.deleteMarker(path, listed)
                : new ObjectItem(reading, listed, path);
    }

    private @Nullable Listed peek() {
        while (page.isEmpty() && pages.hasNext()) {
            page.addAll(inOrder(pages.next()));
        }
        return page.peek();
    }

    private List<Listed> inOrder(ListObjectVersionsResponse answer) {
        var versions = answer.versions().iterator();
        var markers = answer.deleteMarkers().iterator();
        var listed = new ArrayList<Listed>();
        for (var isMarker : order.markers()) {
            if (isMarker ? !markers.hasNext() : !versions.hasNext()) {
                throw unreadable();
            }
            listed.add(isMarker ? Listed.of(markers.next()) : Listed.of(versions.next()));
        }
        if (versions.hasNext() || markers.hasNext()) {
            throw unreadable();
        }
        return listed;
    }

    private ConnectorException unreadable() {
        return new ConnectorException(
                reading.bucket().shown()
                        + " lists its versions so that their order cannot be told. It is no"
                        + " endpoint whose versions can be backed up.",
                false,
                null);
    }
}
