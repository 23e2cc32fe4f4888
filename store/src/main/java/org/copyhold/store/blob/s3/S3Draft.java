package org.copyhold.store.blob.s3;

import org.copyhold.store.blob.Draft;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;

/** A blob that waits in a {@link Spool} until it has a name, and is then sent. Not thread-safe. */
final class S3Draft implements Draft {
    private static final Logger LOG = LoggerFactory.getLogger(S3Draft.class);

    private final S3Blobs blobs;
    private final Spool spool;
    private @Nullable String published;

    S3Draft(S3Blobs blobs, Spool spool) {
        this.blobs = blobs;
        this.spool = spool;
    }

    @Override
    public void append(byte[] bytes, int offset, int length) {
        if (published != null) {
            throw new IllegalStateException("The draft is published as " + published);
        }
        try {
            spool.append(bytes, offset, length);
        } catch (IOException e) {
            throw blobs.spoolTrouble(e);
        }
    }

    @Override
    public long length() {
        return spool.length();
    }

    @Override
    public void publish(String name) {
        if (name.equals(published)) {
            return;
        }
        if (published != null) {
            throw new IllegalStateException(
                    "The draft is published as " + published + ", not as " + name);
        }
        var key = blobs.key(name);
        try {
            blobs.putIfAbsent(key, spool.body());
        } catch (IOException e) {
            throw blobs.spoolTrouble(e);
        }
        published = name;
    }

    @Override
    public void close() {
        try {
            spool.close();
        } catch (IOException e) {
            LOG.warn("A file that waited to be sent was not closed", e);
        }
    }
}
