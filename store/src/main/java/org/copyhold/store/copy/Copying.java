package org.copyhold.store.copy;

import org.copyhold.store.CommittedPoint;
import org.copyhold.store.Work;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.index.Index;

import java.util.Optional;
import java.util.function.Consumer;

/** One copy from store to store. Used by one thread. */
@SuppressWarnings("DoNotCallSuggester")
public final class Copying {
    public Copying(Place from, Place to, Work work, Consumer<CopyProgress> progress) {}

    /** One end of a copy. */
    public record Place(BlobStore blobs, Index index, String account) {}

    public CopyResult copy(CommittedPoint source, Optional<CommittedPoint> base) {
        throw new UnsupportedOperationException(source.id() + base);
    }
}
