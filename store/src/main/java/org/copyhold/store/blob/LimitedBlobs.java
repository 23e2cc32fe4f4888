package org.copyhold.store.blob;

/**
 * A store that is read and written no faster than a {@link Throttle} lets; what does not pass here,
 * a copy by the storage itself, is not limited here. Thread-safe.
 */
public final class LimitedBlobs extends ForwardingBlobs {
    private final Throttle throttle;

    /** The store behind a throttle, which others may share. */
    public LimitedBlobs(BlobStore blobs, Throttle throttle) {
        super(blobs);
        this.throttle = throttle;
    }

    @Override
    public boolean put(String name, byte[] content) {
        throttle.write(content.length);
        return blobs.put(name, content);
    }

    @Override
    public void replace(String name, byte[] content) {
        throttle.write(content.length);
        blobs.replace(name, content);
    }

    @Override
    public byte[] get(String name) {
        var content = blobs.get(name);
        throttle.read(content.length);
        return content;
    }

    @Override
    public int read(String name, long at, byte[] into, int offset, int length) {
        throttle.read(length);
        return blobs.read(name, at, into, offset, length);
    }

    @Override
    public Draft draft() {
        return new LimitedDraft(blobs.draft());
    }

    private final class LimitedDraft implements Draft {
        private final Draft draft;

        LimitedDraft(Draft draft) {
            this.draft = draft;
        }

        @Override
        public void append(byte[] bytes, int offset, int length) {
            throttle.write(length);
            draft.append(bytes, offset, length);
        }

        @Override
        public long length() {
            return draft.length();
        }

        @Override
        public void publish(String name) {
            draft.publish(name);
        }

        @Override
        public void close() {
            draft.close();
        }
    }
}
