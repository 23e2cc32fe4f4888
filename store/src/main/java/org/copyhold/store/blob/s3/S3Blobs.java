package org.copyhold.store.blob.s3;

import org.copyhold.store.StoreException;
import org.copyhold.store.blob.BlobNames;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.Draft;
import org.copyhold.store.blob.Reach;
import org.copyhold.store.blob.Retention;
import org.copyhold.store.blob.ServerSide;
import org.copyhold.store.blob.s3.S3Bucket.Opened;
import org.copyhold.store.blob.s3.S3Calls.Refusal;

import software.amazon.awssdk.services.s3.model.GetObjectResponse;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

/** Blobs as objects below a prefix. Thread-safe; one process at a time. */
final class S3Blobs implements BlobStore {
    private final S3Bucket bucket;
    private final Opened opened;
    private final S3Objects objects;
    private final String prefix;

    S3Blobs(S3Bucket bucket, Opened opened, String prefix) {
        this.bucket = bucket;
        this.opened = opened;
        this.objects = opened.objects();
        this.prefix = prefix;
    }

    @Override
    public boolean put(String name, byte[] content) {
        return putIfAbsent(key(name), Body.of(content.clone()));
    }

    /** Where the endpoint looks at nothing itself, writers of one name go one after the other. */
    boolean putIfAbsent(String key, Body body) {
        Lock alone = bucket.lock(key);
        alone.lock();
        try {
            return opened.puts().put(key, body, true);
        } finally {
            alone.unlock();
        }
    }

    @Override
    public void replace(String name, byte[] content) {
        var key = key(name);
        opened.puts().put(key, Body.of(content.clone()), false);
        if (opened.features().versions()) {
            opened.versions().deleteOlder(key);
        }
    }

    @Override
    public byte[] get(String name) {
        try {
            return objects.get(key(name), null, 0, (head, content) -> whole(name, head, content));
        } catch (Refusal e) {
            throw BlobNames.missing(this, name, e);
        }
    }

    private byte[] whole(String name, GetObjectResponse head, InputStream content)
            throws IOException {
        BlobNames.checkRecordSize(this, name, head.contentLength());
        var bytes = content.readAllBytes();
        if (bytes.length != head.contentLength()
                || (head.checksumCRC32C() != null
                        && !head.checksumCRC32C().equals(Body.of(bytes).crcText()))) {
            throw new IOException("The bytes of " + name + " are not what was announced");
        }
        return bytes;
    }

    @Override
    public int read(String name, long at, byte[] into, int offset, int length) {
        var key = key(name);
        if (length == 0) {
            return 0;
        }
        try {
            return objects.get(
                    key,
                    "bytes=" + at + "-" + (at + length - 1),
                    length,
                    (head, content) -> {
                        checkRange(at, length, head);
                        int count = content.readNBytes(into, offset, length);
                        if (count != head.contentLength()) {
                            throw new IOException("Fewer bytes came than were announced");
                        }
                        return count;
                    });
        } catch (Refusal e) {
            if (e.nature() == Nature.BEYOND_END) {
                return 0;
            }
            throw BlobNames.missing(this, name, e);
        }
    }

    private static void checkRange(long at, int length, GetObjectResponse head) throws IOException {
        var range = head.contentRange();
        if (range == null
                || !range.startsWith("bytes " + at + "-")
                || head.contentLength() > length) {
            throw new IOException("Other bytes came than were asked for");
        }
    }

    @Override
    public long size(String name) {
        return objects.head(key(name))
                .orElseThrow(() -> BlobNames.missing(this, name, null))
                .bytes();
    }

    @Override
    public boolean exists(String name) {
        return objects.head(key(name)).isPresent();
    }

    @Override
    public boolean delete(String name) {
        return opened.delete(key(name));
    }

    @Override
    public boolean retains() {
        return opened.features().locks();
    }

    @Override
    public Retention retain(String name, Retention wanted) {
        if (!retains()) {
            throw new UnsupportedOperationException("Nothing is kept in " + describe());
        }
        try {
            return opened.versions().retain(key(name), wanted);
        } catch (Refusal e) {
            throw BlobNames.missing(this, name, e);
        }
    }

    @Override
    public List<String> hidden(String names) {
        BlobNames.checkPrefix(names);
        return opened.features().versions()
                ? names(opened.versions().hidden(prefix + names))
                : List.of();
    }

    @Override
    public boolean uncover(String name) {
        return opened.features().versions() && opened.versions().uncover(key(name));
    }

    @Override
    public List<String> list(String names) {
        BlobNames.checkPrefix(names);
        return names(objects.list(prefix + names));
    }

    private List<String> names(List<String> keys) {
        return keys.stream()
                .map(key -> key.substring(prefix.length()))
                .filter(BlobNames::valid)
                .toList();
    }

    @Override
    public Draft draft() {
        try {
            return new S3Draft(this, new Spool(objects.place().spool()));
        } catch (IOException e) {
            throw spoolTrouble(e);
        }
    }

    StoreException spoolTrouble(IOException e) {
        return new StoreException.Unavailable(
                "What is to be sent to "
                        + describe()
                        + " cannot wait in "
                        + objects.place().spool()
                        + ": "
                        + e.getMessage()
                        + ".",
                "Free space there, and let the user that runs Copyhold write.",
                true,
                e);
    }

    @Override
    public Reach reach() {
        return Reach.FAR;
    }

    @Override
    public Optional<ServerSide> serverSide(BlobStore from) {
        return from instanceof S3Blobs other
                ? S3Copies.between(other.opened, other.prefix, opened, prefix)
                : Optional.empty();
    }

    @Override
    public String describe() {
        return "the store in s3://" + objects.bucket() + "/" + prefix + at();
    }

    private String at() {
        var endpoint = objects.place().endpoint();
        return endpoint == null ? "" : " at " + endpoint;
    }

    String key(String name) {
        return prefix + BlobNames.checked(name);
    }
}
