package org.copyhold.store.tree;

import java.util.function.Consumer;
import org.copyhold.store.seal.DedupDomain;
import org.copyhold.store.seal.Frame;

/** Makes a tree of records that come in path order. Equal records make equal pages. Not thread-safe. */
@SuppressWarnings("DoNotCallSuggester")
public final class TreeBuilder {
    /**
     * Begins an empty tree.
     *
     * @param pages takes the sealed pages, children before their parents
     */
    public TreeBuilder(DedupDomain domain, Consumer<Frame> pages) {
        throw new UnsupportedOperationException(domain.id() + pages);
    }

    /**
     * Adds an entry.
     *
     * @throws IllegalArgumentException when it does not come behind the entry before it, or is over a limit
     */
    public void add(LeafRecord.Entry entry) {
        throw new UnsupportedOperationException(entry.toString());
    }

    /** Adds a chunk of the entry added last. */
    public void add(StoredChunk chunk) {
        throw new UnsupportedOperationException(chunk.toString());
    }

    /** Seals what is open, up to the top page. */
    public Tree finish() {
        throw new UnsupportedOperationException();
    }
}
