package org.copyhold.store.write;

import org.copyhold.store.tree.LeafRecord;
import org.copyhold.store.tree.StoredChunk;

import java.util.ArrayList;
import java.util.List;

/**
 * Some records in order, with the plaintext of their chunks: what is sealed at once. Used by one
 * thread at a time.
 */
final class Batch {
    /** Bytes of a buffer: room for a chunk of any length, and for many of the usual one. */
    static final int BUFFER_BYTES = 8 << 20;

    private static final int MAX_CUTS = 500;
    private static final int MAX_ITEMS = 4096;

    private final byte[] buffer;
    private final List<Item> items = new ArrayList<>();
    private final List<Cut> cuts = new ArrayList<>();
    private int used;

    Batch(byte[] buffer) {
        this.buffer = buffer;
    }

    /** A record, or what becomes one. */
    sealed interface Item permits Begun, Kept, Cut {}

    record Begun(LeafRecord.Entry entry) implements Item {}

    record Kept(StoredChunk chunk) implements Item {}

    void add(Item item) {
        items.add(item);
        if (item instanceof Cut cut) {
            cuts.add(cut);
        }
    }

    List<Item> items() {
        return items;
    }

    List<Cut> cuts() {
        return cuts;
    }

    byte[] buffer() {
        return buffer;
    }

    /** Bytes of the buffer that hold content. */
    int used() {
        return used;
    }

    int room() {
        return buffer.length - used;
    }

    void use(int more) {
        used += more;
    }

    /** Whether it is time to seal, though there may be room. */
    boolean isFull() {
        return room() == 0 || cuts.size() >= MAX_CUTS || items.size() >= MAX_ITEMS;
    }

    boolean isEmpty() {
        return items.isEmpty();
    }
}
