package org.copyhold.store.blob;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** Blobs in memory, for tests and trials. Thread-safe. */
public final class MemoryBlobs implements BlobStore {
    private final ConcurrentSkipListMap<String, byte[]> blobs = new ConcurrentSkipListMap<>();
    private final String description;

    /** An empty store that calls itself {@code description}. */
    public MemoryBlobs(String description) {
        this.description = description;
    }

    @Override
    public boolean put(String name, byte[] content) {
        return blobs.putIfAbsent(BlobNames.checked(name), content.clone()) == null;
    }

    @Override
    public void replace(String name, byte[] content) {
        blobs.put(BlobNames.checked(name), content.clone());
    }

    @Override
    public byte[] get(String name) {
        var blob = blob(name);
        BlobNames.checkRecordSize(this, name, blob.length);
        return blob.clone();
    }

    @Override
    public int read(String name, long at, byte[] into, int offset, int length) {
        var blob = blob(name);
        int count = Math.clamp(blob.length - at, 0, length);
        if (count > 0) {
            System.arraycopy(blob, (int) at, into, offset, count);
        }
        return count;
    }

    @Override
    public long size(String name) {
        return blob(name).length;
    }

    @Override
    public boolean exists(String name) {
        return blobs.containsKey(BlobNames.checked(name));
    }

    @Override
    public boolean delete(String name) {
        return blobs.remove(BlobNames.checked(name)) != null;
    }

    @Override
    public List<String> list(String prefix) {
        BlobNames.checkPrefix(prefix);
        return List.copyOf(blobs.subMap(prefix, prefix + Character.MAX_VALUE).keySet());
    }

    @Override
    public Draft draft() {
        return new MemoryDraft();
    }

    @Override
    public String describe() {
        return description;
    }

    private byte[] blob(String name) {
        var blob = blobs.get(BlobNames.checked(name));
        if (blob == null) {
            throw BlobNames.missing(this, name, null);
        }
        return blob;
    }

    private final class MemoryDraft implements Draft {
        private byte[] content = new byte[1 << 10];
        private int length;
        private @Nullable String published;

        @Override
        public void append(byte[] bytes, int offset, int count) {
            if (published != null) {
                throw new IllegalStateException("The draft is published as " + published);
            }
            if (content.length - length < count) {
                content = Arrays.copyOf(content, Math.max(content.length * 2, length + count));
            }
            System.arraycopy(bytes, offset, content, length, count);
            length += count;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public void publish(String name) {
            if (!name.equals(published)) {
                put(name, Arrays.copyOf(content, length));
                published = name;
            }
        }

        @Override
        public void close() {
            content = new byte[0];
            length = 0;
        }
    }
}
