package org.copyhold.connect.buckets;

import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.stream.Stream;

/**
 * All that a bucket holds, versions and delete markers too where it keeps them, in the order of
 * keys.
 */
final class AllObjects implements Iterable<AllObjects.One> {
    private final Bucket bucket;
    private final String prefix;

    AllObjects(Bucket bucket) {
        this(bucket, "");
    }

    AllObjects(Bucket bucket, String prefix) {
        this.bucket = bucket;
        this.prefix = prefix;
    }

    /**
     * An object, or a version of one.
     *
     * @param version null where none are kept
     */
    record One(String key, @Nullable String version) {
        void delete(Bucket bucket) {
            bucket.client()
                    .deleteObject(it -> it.bucket(bucket.name()).key(key).versionId(version));
        }
    }

    @Override
    public Iterator<One> iterator() {
        return switch (bucket.versioning()) {
            case ON, SUSPENDED -> versions().iterator();
            case NEVER, HIDDEN -> current().iterator();
        };
    }

    private Stream<One> current() {
        return bucket
                .client()
                .listObjectsV2Paginator(it -> it.bucket(bucket.name()).prefix(prefix))
                .contents()
                .stream()
                .map(it -> new One(it.key(), null));
    }

    /** Of one page, markers behind versions: their keys are in order among themselves only. */
    private Stream<One> versions() {
        return bucket
                .client()
                .listObjectVersionsPaginator(it -> it.bucket(bucket.name()).prefix(prefix))
                .stream()
                .flatMap(
                        page ->
                                Stream.concat(
                                                page.versions().stream()
                                                        .map(
                                                                it ->
                                                                        new One(
                                                                                it.key(),
                                                                                it.versionId())),
                                                page.deleteMarkers().stream()
                                                        .map(
                                                                it ->
                                                                        new One(
                                                                                it.key(),
                                                                                it.versionId())))
                                        .sorted((a, b) -> Keys.compare(a.key(), b.key())));
    }
}
