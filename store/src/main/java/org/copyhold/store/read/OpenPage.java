package org.copyhold.store.read;

import org.copyhold.store.StoreException;
import org.copyhold.store.chunk.Sid;
import org.copyhold.store.seal.ChunkKey;
import org.copyhold.store.tree.Page;

import java.util.Arrays;

/** Opens a page and sees that it is as high as its parent says. */
record OpenPage(Sid sid, int frameLength, ChunkKey key, int height) implements Opening<Page> {
    @Override
    public Page open(byte[] bytes, int offset, int length) {
        var page = Page.open(Arrays.copyOfRange(bytes, offset, offset + length), key);
        if (page.publicFace().height() != height) {
            throw new StoreException.Corrupt(
                    "It is a page of height "
                            + page.publicFace().height()
                            + " instead of "
                            + height
                            + ".",
                    FrameRange.HINT);
        }
        return page;
    }
}
