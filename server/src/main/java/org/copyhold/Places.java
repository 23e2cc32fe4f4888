package org.copyhold;

import org.copyhold.RegionConfig.S3;
import org.copyhold.store.Sites;
import org.copyhold.store.StoreException;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.FileBlobs;
import org.copyhold.store.blob.LimitedBlobs;
import org.copyhold.store.blob.Throttle;
import org.copyhold.store.blob.s3.S3Bucket;
import org.copyhold.store.blob.s3.S3Place;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The places of all stores: folders and parts of buckets. Nothing of S3 is loaded where no Region
 * names a bucket. Thread-safe.
 */
final class Places implements Sites, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Places.class);
    private static final String FILE = "file:";

    private final List<Root> roots = new ArrayList<>();

    /** A place of one Region, for what is warm or for what is cold: what all stores in it share. */
    private record Root(String store, Optional<S3Bucket> bucket, Optional<Throttle> throttle) {
        boolean has(String location) {
            return location.startsWith(store + "/");
        }

        BlobStore open(String location) {
            var blobs =
                    bucket.isPresent()
                            ? bucket.get().open(location.substring(store.length() + 1))
                            : FileBlobs.open(Path.of(location.substring(FILE.length())));
            return throttle.isPresent() ? new LimitedBlobs(blobs, throttle.get()) : blobs;
        }

        Optional<BlobStore> look(String location) {
            return bucket.isPresent()
                    ? Optional.of(open(location))
                    : FileBlobs.look(Path.of(location.substring(FILE.length())), Sites.RECORD);
        }
    }

    /**
     * The places of these Regions.
     *
     * @param spool a folder of this process, where what goes to a bucket waits
     */
    Places(Map<String, RegionConfig> regions, Path spool) {
        regions.forEach(
                (name, region) -> {
                    roots.add(root(name, region, spool));
                    region.cold().ifPresent(cold -> roots.add(root(name, cold, spool)));
                });
    }

    private static Root root(String name, RegionConfig region, Path spool) {
        return new Root(
                region.store(),
                region.isFolder()
                        ? Optional.empty()
                        : Optional.of(S3Bucket.at(place(name, region, spool))),
                Optional.ofNullable(region.bytesPerSecond()).map(Throttle::new));
    }

    private static S3Place place(String name, RegionConfig region, Path spool) {
        var s3 = region.s3() == null ? S3.NONE : region.s3();
        var secret = s3.secretKey();
        return new S3Place(
                region.bucket(),
                region.prefix(),
                s3.endpoint(),
                s3.isPathStyle(),
                s3.regionOr(name),
                s3.accessKey(),
                secret == null ? null : secret.reveal(),
                s3.ca(),
                spool,
                s3.locking());
    }

    @Override
    public BlobStore open(String location) {
        return root(location).open(location);
    }

    @Override
    public Optional<BlobStore> look(String location) {
        return root(location).look(location);
    }

    private Root root(String location) {
        return roots.stream()
                .filter(root -> root.has(location))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("No Region has a store at " + location));
    }

    /** Looks at every bucket, on threads of its own, and logs what is wrong with it. */
    void look() {
        for (var root : roots) {
            root.bucket()
                    .ifPresent(it -> Thread.ofVirtual().name("s3-probe").start(() -> look(it)));
        }
    }

    private static void look(S3Bucket bucket) {
        try {
            bucket.probe();
        } catch (StoreException e) {
            LOG.warn("Jobs will fail there: {}", e.explained());
        }
    }

    @Override
    public void close() {
        roots.forEach(root -> root.bucket().ifPresent(S3Bucket::close));
    }
}
