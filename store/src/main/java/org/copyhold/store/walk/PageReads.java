package org.copyhold.store.walk;

import org.copyhold.store.Interrupted;
import org.copyhold.store.StoreException;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.index.Index;
import org.copyhold.store.seal.Opener;
import org.copyhold.store.tree.PublicFace;
import org.copyhold.store.tree.PublicFace.Child;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;

/** Reads pages of one store without a key, a bounded number at a time. */
public record PageReads(BlobStore blobs, Index index) {
    private static final long BATCH_BYTES = 8 << 20;
    private static final int BATCH_PAGES = 64;

    /** A page whose sid is right. */
    public record PageFrame(Child child, byte[] bytes, PublicFace face) {}

    /**
     * Reads pages of one height.
     *
     * @param batch takes some of them at a time, in the order given
     * @throws StoreException.Missing when the index does not know a page
     * @throws StoreException.Corrupt when a page is damaged, or not of this height
     */
    public void read(Collection<Child> pages, int height, Consumer<List<PageFrame>> batch) {
        var some = new ArrayList<Child>();
        long bytes = 0;
        for (var page : pages) {
            if (!some.isEmpty()
                    && (some.size() == BATCH_PAGES || bytes + page.frameLength() > BATCH_BYTES)) {
                batch.accept(readBatch(some, height));
                some.clear();
                bytes = 0;
            }
            some.add(page);
            bytes += page.frameLength();
        }
        if (!some.isEmpty()) {
            batch.accept(readBatch(some, height));
        }
    }

    private List<PageFrame> readBatch(List<Child> pages, int height) {
        Interrupted.check();
        var frames = new HashMap<Sid, byte[]>();
        var reads = new FrameReads(blobs, index);
        reads.read(
                pages.stream().map(Child::sid).toList(),
                (sid, bytes, offset, length) ->
                        frames.put(sid, Arrays.copyOfRange(bytes, offset, offset + length)));
        var read = new ArrayList<PageFrame>();
        for (var page : pages) {
            var frame = frames.get(page.sid());
            if (frame == null) {
                throw reads.unknown(page.sid());
            }
            read.add(new PageFrame(page, frame, face(frame, page, height)));
        }
        return read;
    }

    private static PublicFace face(byte[] frame, Child page, int height) {
        var face = PublicFace.parse(Opener.publicFace(frame));
        if (face.height() != height) {
            throw new StoreException.Corrupt(
                    "Page "
                            + page.sid()
                            + " is of height "
                            + face.height()
                            + " where one of height "
                            + height
                            + " belongs.",
                    "The store holds bytes that Copyhold did not write.");
        }
        return face;
    }
}
