package org.copyhold.connect.tables;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes groups of the items of a segment. Whether a group ends behind an item depends on the item
 * alone, as a rule, so that what is added, changed or removed alters its own group and no other.
 */
final class Grouping {
    /** About as many bytes a group has. */
    static final int USUAL_BYTES = 64 << 10;

    /** No group but the last of a segment has less. */
    private static final int LEAST_BYTES = 16 << 10;

    /** A group that has as many ends, whatever its last item is. */
    private static final int MOST_BYTES = 256 << 10;

    private static final long HASHES = 1L << 32;

    private final List<String> keys;
    private final Sink sink;
    private ByteArrayOutputStream lines = new ByteArrayOutputStream(2 * USUAL_BYTES);
    private int items;

    /**
     * @param keys the names of the attributes that are the table's key
     */
    Grouping(List<String> keys, Sink sink) {
        this.keys = keys;
        this.sink = sink;
    }

    /** Takes groups. */
    @FunctionalInterface
    interface Sink {
        /** Takes a group, or waits until there is room. */
        void put(Group group) throws InterruptedException;
    }

    void add(Map<String, AttributeValue> item) throws InterruptedException {
        var line = ItemText.encode(item);
        lines.writeBytes(line);
        items++;
        if (lines.size() >= MOST_BYTES
                || (lines.size() >= LEAST_BYTES && hash(item) < chance(line.length))) {
            end();
        }
    }

    /** Puts what is left. */
    void end() throws InterruptedException {
        if (items > 0) {
            sink.put(new Group(lines.toByteArray(), items));
            lines = new ByteArrayOutputStream(2 * USUAL_BYTES);
            items = 0;
        }
    }

    /** How many of all hashes end a group: the more, the longer the item. */
    private static long chance(int bytes) {
        return HASHES * bytes / USUAL_BYTES;
    }

    private long hash(Map<String, AttributeValue> item) {
        var key = new HashMap<String, AttributeValue>();
        keys.forEach(name -> key.put(name, item.get(name)));
        var digest = sha256().digest(ItemText.encode(key));
        return ByteBuffer.wrap(digest).getInt() & 0xffff_ffffL;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
