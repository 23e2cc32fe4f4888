package org.copyhold.store.blob;

/**
 * A store that fails when it is told to: before a call, so that nothing happened, or behind it, so
 * that all did.
 */
public final class FaultyBlobs extends ForwardingBlobs {
    private final Faults faults;

    public FaultyBlobs(BlobStore blobs, Faults faults) {
        super(blobs);
        this.faults = faults;
    }

    /** Calls of which a fault can be made. */
    public enum Call {
        PUT,
        REPLACE,
        GET,
        READ,
        DELETE,
        APPEND,
        PUBLISH
    }

    /** Decides by throwing. */
    public interface Faults {
        /** Called before anything happens. */
        void before(Call call, String name);

        /** Called when all has happened. */
        default void after(Call call, String name) {}
    }

    @Override
    public boolean put(String name, byte[] content) {
        faults.before(Call.PUT, name);
        boolean won = blobs.put(name, content);
        faults.after(Call.PUT, name);
        return won;
    }

    @Override
    public void replace(String name, byte[] content) {
        faults.before(Call.REPLACE, name);
        blobs.replace(name, content);
        faults.after(Call.REPLACE, name);
    }

    @Override
    public byte[] get(String name) {
        faults.before(Call.GET, name);
        return blobs.get(name);
    }

    @Override
    public int read(String name, long at, byte[] into, int offset, int length) {
        faults.before(Call.READ, name);
        return blobs.read(name, at, into, offset, length);
    }

    @Override
    public boolean delete(String name) {
        faults.before(Call.DELETE, name);
        boolean deleted = blobs.delete(name);
        faults.after(Call.DELETE, name);
        return deleted;
    }

    @Override
    public Draft draft() {
        return new FaultyDraft(blobs.draft());
    }

    private final class FaultyDraft implements Draft {
        private final Draft draft;

        FaultyDraft(Draft draft) {
            this.draft = draft;
        }

        @Override
        public void append(byte[] bytes, int offset, int length) {
            faults.before(Call.APPEND, "");
            draft.append(bytes, offset, length);
        }

        @Override
        public long length() {
            return draft.length();
        }

        @Override
        public void publish(String name) {
            faults.before(Call.PUBLISH, name);
            draft.publish(name);
            faults.after(Call.PUBLISH, name);
        }

        @Override
        public void close() {
            draft.close();
        }
    }
}
