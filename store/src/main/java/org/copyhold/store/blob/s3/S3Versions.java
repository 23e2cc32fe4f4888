package org.copyhold.store.blob.s3;

import org.copyhold.store.StoreException;
import org.copyhold.store.blob.Retention;
import org.copyhold.store.blob.s3.S3Calls.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Objects of a bucket that keeps their versions. There a deletion that names no version only hides
 * an object: its bytes stay and cost. What is removed here is removed version by version, and what
 * somebody else has hidden is brought back. Thread-safe.
 */
final class S3Versions {
    private static final Logger LOG = LoggerFactory.getLogger(S3Versions.class);

    private final S3Client client;
    private final S3Objects objects;

    S3Versions(S3Client client, S3Objects objects) {
        this.client = client;
        this.objects = objects;
    }

    /**
     * What was once put under a key.
     *
     * @param isMarker whether it is no object but says that there is none
     */
    private record Version(String key, String id, boolean isMarker, Instant at) {}

    /**
     * Removes every version of an object, the oldest first, and sees that none is left.
     *
     * @return false when there was none
     * @throws StoreException.Kept when the bucket keeps one of them; newer ones then stay too
     * @throws StoreException.OutcomeUnknown when some may be gone, or go yet
     */
    boolean delete(String key) {
        var what = objects.cannot("remove", key);
        try {
            for (int attempt = 1; attempt <= S3Calls.ATTEMPTS; attempt++) {
                var all = of(key);
                if (all.isEmpty()) {
                    return attempt > 1;
                }
                all.reversed().forEach(version -> remove(what, version));
                if (attempt > 1) {
                    objects.calls().pause(attempt);
                }
            }
        } catch (StoreException.Kept e) {
            throw e;
        } catch (StoreException.Unavailable e) {
            throw e.retryable() ? objects.calls().trouble().unseen(what, e) : e;
        }
        throw objects.calls().trouble().untrue(what);
    }

    private void remove(String what, Version version) {
        try {
            objects.calls()
                    .ask(
                            what,
                            0,
                            () ->
                                    client.deleteObject(
                                            it ->
                                                    it.bucket(objects.bucket())
                                                            .key(version.key())
                                                            .versionId(version.id())));
        } catch (Refusal e) {
            LOG.debug("{} was gone", version, e);
        } catch (StoreException.Unavailable e) {
            var kept =
                    e.retryable() || version.isMarker()
                            ? Optional.<Retention>empty()
                            : retention(version.key(), version.id());
            if (kept.isEmpty()) {
                throw e;
            }
            throw new StoreException.Kept(
                    what + ": the bucket keeps it until " + kept.get().until() + ".",
                    kept.get().until(),
                    e);
        }
    }

    /** Removes what newer objects have left behind under a key, but for what is kept. */
    void deleteOlder(String key) {
        var what = objects.cannot("remove older versions of", key);
        var all = of(key);
        for (var version : all.subList(Math.min(1, all.size()), all.size()).reversed()) {
            try {
                remove(what, version);
            } catch (StoreException.Kept e) {
                LOG.debug("{}", e.getMessage());
            }
        }
    }

    /** See {@link org.copyhold.store.blob.BlobStore#retain}; counts when a look has shown it. */
    Retention retain(String key, Retention wanted) throws Refusal {
        var what = objects.cannot("keep", key);
        for (int attempt = 1; attempt <= S3Calls.ATTEMPTS; attempt++) {
            var refusal = set(what, key, wanted);
            var now = retention(key, null);
            if (now.filter(it -> it.covers(wanted)).isPresent()) {
                return now.get();
            }
            if (refusal != null) {
                var kept = now.filter(it -> it.mode() != wanted.mode()).orElseThrow(() -> refusal);
                return asFirmAs(kept, key, wanted, refusal);
            }
            objects.calls().pause(attempt);
        }
        throw objects.calls().trouble().untrue(what);
    }

    /** An endpoint may let nobody without a right of his own make it firmer: then only longer. */
    private Retention asFirmAs(
            Retention now, String key, Retention wanted, StoreException.Unavailable refusal)
            throws Refusal {
        if (now.mode() == Retention.Mode.GOVERNANCE) {
            LOG.warn("{} stays in {}: {}", key, now.mode(), refusal.getMessage());
        }
        var longer = new Retention(now.and(wanted).until(), now.mode());
        return now.covers(longer) ? now : retain(key, longer);
    }

    /** Null when it was not refused. */
    private StoreException.@Nullable Unavailable set(String what, String key, Retention wanted)
            throws Refusal {
        try {
            objects.calls()
                    .ask(
                            what,
                            0,
                            () ->
                                    client.putObjectRetention(
                                            it ->
                                                    it.bucket(objects.bucket())
                                                            .key(key)
                                                            .retention(
                                                                    to ->
                                                                            to.mode(mode(wanted))
                                                                                    .retainUntilDate(
                                                                                            wanted
                                                                                                    .until()))));
            return null;
        } catch (StoreException.Unavailable e) {
            if (e.retryable()) {
                throw e;
            }
            return e;
        }
    }

    private static ObjectLockRetentionMode mode(Retention retention) {
        return switch (retention.mode()) {
            case GOVERNANCE -> ObjectLockRetentionMode.GOVERNANCE;
            case COMPLIANCE -> ObjectLockRetentionMode.COMPLIANCE;
        };
    }

    /**
     * How an object is kept.
     *
     * @param version null for the one that is seen
     */
    private Optional<Retention> retention(String key, @Nullable String version) {
        try {
            var head =
                    objects.calls()
                            .ask(
                                    objects.cannot("look at", key),
                                    0,
                                    () ->
                                            client.headObject(
                                                    it ->
                                                            it.bucket(objects.bucket())
                                                                    .key(key)
                                                                    .versionId(version)));
            return head.objectLockMode() == null || head.objectLockRetainUntilDate() == null
                    ? Optional.empty()
                    : Optional.of(
                            new Retention(
                                    head.objectLockRetainUntilDate(),
                                    Retention.Mode.valueOf(head.objectLockModeAsString())));
        } catch (Refusal e) {
            return Optional.empty();
        }
    }

    /** Keys below a prefix that nothing is seen under though an object is kept there. */
    List<String> hidden(String prefix) {
        var marked = new ArrayList<String>();
        eachPage(
                prefix,
                page ->
                        page.deleteMarkers().stream()
                                .filter(it -> Boolean.TRUE.equals(it.isLatest()))
                                .forEach(it -> marked.add(it.key())));
        return marked.stream().filter(key -> isKept(of(key))).toList();
    }

    private boolean isKept(List<Version> versions) {
        return versions.stream()
                .filter(version -> !version.isMarker())
                .anyMatch(version -> retention(version.key(), version.id()).isPresent());
    }

    /**
     * Takes away what lies over an object: marks that say it is deleted; and another object, where
     * that is not kept and one below it is.
     */
    boolean uncover(String key) {
        var what = objects.cannot("uncover", key);
        var all = of(key);
        var markers = all.stream().filter(Version::isMarker).toList();
        var over = markers.isEmpty() ? all.subList(0, firstKept(all)) : markers;
        if (over.isEmpty() || over.size() == all.size()) {
            return false;
        }
        over.forEach(version -> remove(what, version));
        LOG.warn("{} had been deleted or replaced by somebody, and is back", key);
        return true;
    }

    /** 0 where none is. */
    private int firstKept(List<Version> all) {
        for (int i = 0; i < all.size(); i++) {
            if (retention(all.get(i).key(), all.get(i).id()).isPresent()) {
                return i;
            }
        }
        return 0;
    }

    /** The versions of one key, the newest first. */
    private List<Version> of(String key) {
        var found = new ArrayList<Ranked>();
        eachPage(key, page -> found.addAll(versions(page)));
        return found.stream()
                .sorted()
                .map(Ranked::version)
                .filter(version -> version.key().equals(key))
                .toList();
    }

    private void eachPage(String prefix, Consumer<ListObjectVersionsResponse> taker) {
        var what = objects.cannot("list the versions of", prefix);
        @Nullable String key = null;
        @Nullable String id = null;
        do {
            var fromKey = key;
            var fromId = id;
            try {
                var page =
                        objects.calls()
                                .ask(
                                        what,
                                        0,
                                        () ->
                                                client.listObjectVersions(
                                                        it ->
                                                                it.bucket(objects.bucket())
                                                                        .prefix(prefix)
                                                                        .keyMarker(fromKey)
                                                                        .versionIdMarker(fromId)));
                taker.accept(page);
                boolean more = Boolean.TRUE.equals(page.isTruncated());
                key = more ? page.nextKeyMarker() : null;
                id = more ? page.nextVersionIdMarker() : null;
            } catch (Refusal e) {
                throw objects.calls().trouble().noBucket(what);
            }
        } while (key != null);
    }

    /** Objects and markers come apart; which of one key is the newest says its time, or a flag. */
    private static List<Ranked> versions(ListObjectVersionsResponse page) {
        var found = new ArrayList<Ranked>();
        page.versions()
                .forEach(
                        it ->
                                found.add(
                                        new Ranked(
                                                new Version(
                                                        it.key(),
                                                        it.versionId(),
                                                        false,
                                                        it.lastModified()),
                                                Boolean.TRUE.equals(it.isLatest()))));
        page.deleteMarkers()
                .forEach(
                        it ->
                                found.add(
                                        new Ranked(
                                                new Version(
                                                        it.key(),
                                                        it.versionId(),
                                                        true,
                                                        it.lastModified()),
                                                Boolean.TRUE.equals(it.isLatest()))));
        return found;
    }

    /** Orders stably, so that what has one time stays as it was listed. */
    private record Ranked(Version version, boolean isLatest) implements Comparable<Ranked> {
        @Override
        public int compareTo(Ranked other) {
            int byKey = version.key().compareTo(other.version.key());
            if (byKey != 0) {
                return byKey;
            }
            int byFlag = Boolean.compare(other.isLatest, isLatest);
            return byFlag != 0 ? byFlag : other.version.at().compareTo(version.at());
        }
    }
}
