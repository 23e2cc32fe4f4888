package org.copyhold.store.read;

import org.copyhold.store.tree.LeafRecord;

/** What a reader comes by, in order. */
sealed interface Step {
    /** How much memory it takes, about. */
    long bytes();

    /** An entry begins. */
    record Begin(LeafRecord.Entry entry) implements Step {
        private static final int OBJECT_BYTES = 200;

        @Override
        public long bytes() {
            var inline = entry.inline();
            return (long) OBJECT_BYTES
                    + entry.path().length
                    + entry.metadata().length
                    + (inline == null ? 0 : inline.length);
        }
    }

    /** Content of the entry that began last, or its metadata. */
    record Data(long at, OpenChunk opening, Pending<byte[]> pending) implements Step {
        @Override
        public long bytes() {
            return opening.bytes();
        }
    }
}
