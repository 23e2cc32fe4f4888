package org.copyhold.kit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A map that keeps what was used last, up to a number of entries. Thread-safe. */
public final class Recent<K, V> {
    private final Map<K, V> entries;

    /**
     * @param most how many entries are kept, one or more
     */
    public Recent(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("At least one entry, not " + most);
        }
        this.entries =
                new LinkedHashMap<>(16, 0.75f, true) {
                    private static final long serialVersionUID = 1;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                        return size() > most;
                    }
                };
    }

    /** What was put last under the key, if it is kept still. */
    public synchronized Optional<V> get(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** Keeps a value, in the place of an earlier one of the key. */
    public synchronized void put(K key, V value) {
        entries.put(key, value);
    }
}
