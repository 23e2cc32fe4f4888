package org.copyhold.api.wire;

import org.copyhold.kit.ErrorCode;
import org.copyhold.kit.Percent;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The decoded parameters of a query string; of a name given twice the first value counts. */
public final class Query {
    private final Map<String, String> values;

    private Query(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads a raw query; {@code ?delete} and {@code ?delete=} mean the same.
     *
     * @throws org.copyhold.kit.BackupException SERIALIZATION for a broken escape
     */
    public static Query parse(String raw) {
        if (raw.isEmpty()) {
            return new Query(Map.of());
        }
        var values = new HashMap<String, String>();
        for (var pair : raw.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                var name = equals < 0 ? pair : pair.substring(0, equals);
                values.putIfAbsent(
                        decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return new Query(values);
    }

    public @Nullable String get(String name) {
        return values.get(name);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public Set<String> names() {
        return values.keySet();
    }

    static String decode(String raw) {
        try {
            return Percent.decode(raw);
        } catch (IllegalArgumentException e) {
            throw ErrorCode.SERIALIZATION.with("Broken percent-encoding in \"" + raw + "\".");
        }
    }
}
