package org.copyhold.store.tree;

import org.copyhold.store.seal.Frame;
import org.copyhold.store.seal.Sealer;

import java.util.ArrayList;
import java.util.List;

/** A page being filled; used again for the next one of its height. Not thread-safe. */
final class OpenPage {
    private static final int MIN_CHILDREN = 32;
    private static final int FULL_BYTES = 512 << 10;
    private static final int MARK_MASK = 127;

    private final int height;
    private final List<PublicFace.Child> children = new ArrayList<>();
    private final ByteSink sealedFace = new ByteSink(8 << 10);
    private final ByteSink record = new ByteSink(1 << 10);
    private int records;
    private byte[] firstPath = {};
    private boolean continues;

    OpenPage(int height) {
        this.height = height;
    }

    boolean isEmpty() {
        return records == 0;
    }

    void add(LeafRecord leafRecord, byte[] path) {
        record.clear();
        Records.write(leafRecord, record);
        if (record.length() > Records.MAX_RECORD_BYTES) {
            throw new IllegalArgumentException(
                    "A record of " + record.length() + " bytes is over 64 KiB");
        }
        begin(path, leafRecord instanceof LeafRecord.Chunk);
        sealedFace.putVarint(record.length());
        sealedFace.put(record);
    }

    void add(PublicFace.Child child) {
        children.add(child);
    }

    void add(PublicFace.Child child, UpperRecord meaning) {
        begin(meaning.path(), meaning.continues());
        children.add(child);
        Records.write(meaning, sealedFace);
    }

    private void begin(byte[] path, boolean continuing) {
        if (records++ == 0) {
            firstPath = path;
            continues = continuing;
        }
    }

    /** Whether the page ends behind the record or child added last, whose mark this is. */
    boolean endsAt(long mark) {
        return (records >= MIN_CHILDREN && (mark & MARK_MASK) == 0)
                || records >= PublicFace.MAX_CHILDREN
                || sealedFace.length() >= FULL_BYTES;
    }

    Frame seal(Sealer sealer) {
        return sealer.sealPage(new PublicFace(height, children).bytes(), sealedFace.toArray());
    }

    /** What the page above tells of the page that {@link #seal} made. */
    UpperRecord meaning(Frame sealed) {
        return new UpperRecord(sealed.key(), continues, firstPath);
    }

    void clear() {
        children.clear();
        sealedFace.clear();
        records = 0;
    }
}
