package org.copyhold.work;

import org.copyhold.store.write.Content;

/** What a connector reads, as a store takes it. */
record ConnectorContent(org.copyhold.connect.Content content) implements Content {
    @Override
    public long nextData(long from) {
        return content.nextData(from);
    }

    @Override
    public int read(long at, byte[] into, int offset, int length) {
        return content.read(at, into, offset, length);
    }

    @Override
    public int blockBytes() {
        return content.blockBytes();
    }
}
