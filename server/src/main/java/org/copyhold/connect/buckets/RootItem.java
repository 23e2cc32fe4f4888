package org.copyhold.connect.buckets;

import org.copyhold.connect.Content;
import org.copyhold.connect.Item;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** The bucket itself, which stands before its objects; so that an empty one has an item, too. */
final class RootItem implements Item {
    private static final byte[] METADATA =
            "{\"version\":1,\"bucket\":true}".getBytes(StandardCharsets.US_ASCII);

    @Override
    public byte[] path() {
        return new byte[0];
    }

    @Override
    public boolean unchangedSince(byte[] metadata, Instant began) {
        return Arrays.equals(metadata, METADATA) && began.isAfter(Instant.EPOCH);
    }

    @Override
    public Content open() {
        return Content.NONE;
    }

    @Override
    public byte[] metadata() {
        return METADATA.clone();
    }

    @Override
    public long size() {
        return 0;
    }
}
