package org.copyhold.connect;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A caller's restore metadata. Keys are read without regard to case. */
public record RestoreMetadata(SortedMap<String, String> values) {
    public RestoreMetadata {
        values = Collections.unmodifiableSortedMap(values);
    }

    /**
     * Reads metadata.
     *
     * @throws org.copyhold.kit.BackupException when it has a key twice
     */
    public static RestoreMetadata of(Map<String, String> metadata) {
        var values = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        metadata.forEach(
                (key, value) -> {
                    if (values.put(key, value) != null) {
                        throw INVALID_PARAMETER_VALUE.with(
                                "Metadata has the key " + key + " twice, in different cases.");
                    }
                });
        return new RestoreMetadata(values);
    }

    /** A key's value; null when it is absent or empty. */
    public @Nullable String get(String key) {
        var value = values.get(key);
        return value == null || value.isEmpty() ? null : value;
    }

    /**
     * Whether a key has the value true; false when it is absent.
     *
     * @throws org.copyhold.kit.BackupException when it is neither true nor false
     */
    public boolean isTrue(String key) {
        var value = values.getOrDefault(key, "false");
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw INVALID_PARAMETER_VALUE.with(
                            "Metadata %s must be \"true\" or \"false\", not \"%s\"."
                                    .formatted(key, value));
        };
    }
}
