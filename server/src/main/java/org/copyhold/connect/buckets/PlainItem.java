package org.copyhold.connect.buckets;

import org.copyhold.connect.Content;
import org.copyhold.connect.Item;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** An item that is all metadata. */
final class PlainItem implements Item {
    private final byte[] path;
    private final byte[] metadata;

    private PlainItem(byte[] path, byte[] metadata) {
        this.path = path;
        this.metadata = metadata;
    }

    /**
     * The bucket itself, which stands before its objects; so that an empty one has an item, too.
     */
    static PlainItem bucket() {
        return new PlainItem(
                new byte[0], "{\"version\":1,\"bucket\":true}".getBytes(StandardCharsets.US_ASCII));
    }

    /** How many versions of a key follow. */
    static PlainItem versions(byte[] path, int count) {
        return new PlainItem(
                path,
                ("{\"version\":2,\"versions\":" + count + "}").getBytes(StandardCharsets.US_ASCII));
    }

    /** That an object was deleted. */
    static PlainItem deleteMarker(byte[] path, Listed listed) {
        return new PlainItem(path, ObjectMeta.deleteMarker(listed));
    }

    @Override
    public byte[] path() {
        return path;
    }

    @Override
    public boolean unchangedSince(byte[] recorded, Instant began) {
        return Arrays.equals(recorded, metadata) && began.isAfter(Instant.EPOCH);
    }

    @Override
    public Content open() {
        return Content.NONE;
    }

    @Override
    public byte[] metadata() {
        return metadata.clone();
    }

    @Override
    public long size() {
        return 0;
    }
}
