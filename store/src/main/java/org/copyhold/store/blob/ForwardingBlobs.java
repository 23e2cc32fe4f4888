package org.copyhold.store.blob;

import java.util.List;
import java.util.Optional;

/** Another store, but for what a subclass does otherwise. As thread-safe as that store. */
public abstract class ForwardingBlobs implements BlobStore {
    /** The other store. */
    protected final BlobStore blobs;

    protected ForwardingBlobs(BlobStore blobs) {
        this.blobs = blobs;
    }

    @Override
    public boolean put(String name, byte[] content) {
        return blobs.put(name, content);
    }

    @Override
    public void replace(String name, byte[] content) {
        blobs.replace(name, content);
    }

    @Override
    public byte[] get(String name) {
        return blobs.get(name);
    }

    @Override
    public int read(String name, long at, byte[] into, int offset, int length) {
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
    public boolean retains() {
        return blobs.retains();
    }

    @Override
    public Retention retain(String name, Retention wanted) {
        return blobs.retain(name, wanted);
    }

    @Override
    public List<String> hidden(String prefix) {
        return blobs.hidden(prefix);
    }

    @Override
    public boolean uncover(String name) {
        return blobs.uncover(name);
    }

    @Override
    public List<String> list(String prefix) {
        return blobs.list(prefix);
    }

    @Override
    public Draft draft() {
        return blobs.draft();
    }

    @Override
    public void uncache(String name) {
        blobs.uncache(name);
    }

    @Override
    public Reach reach() {
        return blobs.reach();
    }

    @Override
    public Optional<ServerSide> serverSide(BlobStore from) {
        return blobs.serverSide(from instanceof ForwardingBlobs other ? other.blobs : from);
    }

    @Override
    public String describe() {
        return blobs.describe();
    }
}
