package org.copyhold.store.blob.s3;

import org.copyhold.store.blob.Retention;
import org.copyhold.store.blob.Retention.Mode;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The objects of a bucket in memory. One that has a clock keeps versions, and keeps them from being
 * deleted until their time has come, whoever asks; nobody has the right to end it before.
 * Thread-safe.
 */
public final class KeptObjects {
    private final TreeMap<String, List<Version>> objects = new TreeMap<>();
    private final @Nullable InstantSource clock;
    private long versions;

    /** Objects without versions. */
    public KeptObjects() {
        this.clock = null;
    }

    /** Objects with versions, which may be kept. */
    public KeptObjects(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * What was put under a key.
     *
     * @param content empty for a marker
     */
    record Version(String id, byte[] content, boolean isMarker, @Nullable Retention kept) {}

    boolean hasVersions() {
        return clock != null;
    }

    Instant now() {
        return clock == null ? Instant.EPOCH : clock.instant();
    }

    synchronized void put(String key, byte[] content) {
        add(key, new Version(nextId(), content, false, null));
    }

    private String nextId() {
        return "v" + ++versions;
    }

    private void add(String key, Version version) {
        if (clock == null) {
            objects.put(key, new ArrayList<>(List.of(version)));
        } else {
            objects.computeIfAbsent(key, _ -> new ArrayList<>()).addFirst(version);
        }
    }

    /** What a reader finds under a key; null for nothing. */
    synchronized @Nullable Version seen(String key) {
        var all = objects.get(key);
        return all == null || all.getFirst().isMarker() ? null : all.getFirst();
    }

    synchronized @Nullable Version version(String key, String id) {
        return versions(key).stream().filter(it -> it.id().equals(id)).findFirst().orElse(null);
    }

    /** The newest first. */
    synchronized List<Version> versions(String key) {
        return List.copyOf(objects.getOrDefault(key, List.of()));
    }

    /** Keys below a prefix under which something is seen. */
    public synchronized List<String> names(String prefix) {
        return all(prefix).stream().filter(key -> seen(key) != null).toList();
    }

    /** Keys below a prefix that there is any version of. */
    public synchronized List<String> all(String prefix) {
        return List.copyOf(objects.subMap(prefix, prefix + Character.MAX_VALUE).keySet());
    }

    /**
     * Deletes a version, or hides an object.
     *
     * @param id null for none: an object that has versions is hidden only
     * @return false when it is kept
     */
    public synchronized boolean delete(String key, @Nullable String id) {
        if (clock == null) {
            objects.remove(key);
            return true;
        }
        if (id == null) {
            add(key, new Version(nextId(), new byte[0], true, null));
            return true;
        }
        var version = version(key, id);
        if (version == null) {
            return true;
        }
        if (isKept(version)) {
            return false;
        }
        var all = new ArrayList<>(versions(key));
        all.remove(version);
        if (all.isEmpty()) {
            objects.remove(key);
        } else {
            objects.put(key, all);
        }
        return true;
    }

    private boolean isKept(Version version) {
        return version.kept() != null && now().isBefore(version.kept().until());
    }

    /** Keeps a version; false when that would keep it shorter, or less firmly, than before. */
    public synchronized boolean keep(String key, @Nullable String id, Retention wanted) {
        var version = id == null ? seen(key) : version(key, id);
        if (version == null || !wanted.until().isAfter(now())) {
            return false;
        }
        if (isKept(version)
                && version.kept() != null
                && (wanted.until().isBefore(version.kept().until())
                        || (version.kept().mode() == Mode.COMPLIANCE
                                && wanted.mode() != Mode.COMPLIANCE))) {
            return false;
        }
        var all = new ArrayList<>(versions(key));
        all.set(all.indexOf(version), new Version(version.id(), version.content(), false, wanted));
        objects.put(key, all);
        return true;
    }

    /** All that is there now; what is given back puts it back. */
    public synchronized Runnable snapshot() {
        var copy = new TreeMap<String, List<Version>>();
        objects.forEach((key, all) -> copy.put(key, new ArrayList<>(all)));
        return () -> rewind(copy);
    }

    private synchronized void rewind(Map<String, List<Version>> before) {
        objects.clear();
        objects.putAll(before);
    }

    /** Does what somebody does who has got the keys of the bucket: deletes all that he can. */
    public synchronized void ravage() {
        for (var key : all("")) {
            for (var version : versions(key)) {
                if (!isKept(version)) {
                    delete(key, version.id());
                }
            }
            if (objects.containsKey(key)) {
                delete(key, null);
            }
        }
    }

    /** The keys of all that is kept now. */
    public synchronized List<String> kept() {
        return all("").stream()
                .filter(key -> versions(key).stream().anyMatch(this::isKept))
                .toList();
    }
}
