package org.copyhold.connect.buckets;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Content;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;

import java.io.IOException;
import java.io.InputStream;

/** An object's bytes, from the first to the last; a connection that breaks is taken up again. */
final class ObjectContent implements Content {
    private static final int ATTEMPTS = 5;

    private final BucketReading reading;
    private final Listed listed;
    private final ObjectMeta meta;
    private InputStream from;
    private long position;
    private int attempts;

    ObjectContent(BucketReading reading, Listed listed, ObjectItem.Fetched fetched) {
        this.reading = reading;
        this.listed = listed;
        this.meta = fetched.meta();
        this.from = fetched.from();
    }

    @Override
    public long nextData(long at) {
        return at < meta.size() ? at : -1;
    }

    @Override
    public int read(long at, byte[] into, int offset, int length) {
        if (at != position) {
            throw new IllegalArgumentException(
                    "Objects are read in order: from " + position + ", not " + at);
        }
        while (at < meta.size()) {
            try {
                var read = from.read(into, offset, (int) Math.min(length, meta.size() - at));
                if (read > 0) {
                    position += read;
                    return read;
                }
                again(null);
            } catch (IOException e) {
                again(e);
            }
        }
        return -1;
    }

    /** Goes on where it broke off, in the same state of the object or not at all. */
    private void again(@Nullable IOException why) {
        var bucket = reading.bucket();
        if (++attempts == ATTEMPTS) {
            throw new ConnectorException(
                    "%s: object %s cannot be read from byte %d on: %s. Start the job again."
                            .formatted(
                                    bucket.shown(),
                                    listed.key(),
                                    position,
                                    why == null ? "it ends there" : why.getMessage()),
                    true,
                    why);
        }
        close();
        try {
            from =
                    bucket.client()
                            .getObject(
                                    it ->
                                            it.bucket(bucket.name())
                                                    .key(listed.key())
                                                    .versionId(listed.version())
                                                    .ifMatch("\"" + meta.etag() + "\"")
                                                    .range("bytes=" + position + "-"));
        } catch (SdkException e) {
            if (Bucket.isReplaced(e) || Bucket.isMissing(e)) {
                throw new ConnectorException(
                        "%s: object %s was replaced while it was read. Start the job again."
                                .formatted(bucket.shown(), listed.key()),
                        true,
                        e);
            }
            throw bucket.trouble(
                    bucket.shown() + ": object " + listed.key() + " cannot be read any more", e);
        }
    }

    @Override
    public void close() {
        try {
            from.close();
        } catch (IOException e) {
            // What was read was read; the connection is gone either way.
        }
    }
}
