package org.copyhold.store.blob;

import java.util.List;
import java.util.Optional;

/** A store that is read and written no faster than a {@link Throttle} lets. Thread-safe. */
public final class LimitedBlobs implements BlobStore {
    private final BlobStore blobs;
    private final Throttle throttle;

    /** The store behind a throttle, which others may share. */
    public LimitedBlobs(BlobStore blobs, Throttle throttle) {
        this.blobs = blobs;
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
    public long size(String name) {
        return blobs.size(name);
    }

    @Override
    public boolean exists(String name) {
        return blobs.exists(name);
    }

    @Override
    public boolean delete(String name) {
        return blobs.delete(name);
    }

    @Override
    public List<String> list(String prefix) {
        return blobs.list(prefix);
    }

    @Override
    public Draft draft() {
        return new LimitedDraft(blobs.draft());
    }

    @Override
    public Reach reach() {
        return blobs.reach();
    }

    /** What does not pass here is not limited here. */
    @Override
    public Optional<ServerSide> serverSide(BlobStore from) {
        return blobs.serverSide(from instanceof LimitedBlobs limited ? limited.blobs : from);
    }

    @Override
    public String describe() {
        return blobs.describe();
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
