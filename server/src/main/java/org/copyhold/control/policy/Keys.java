package org.copyhold.control.policy;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The condition keys of one request and their values; names count in any case. A key without values
 * is absent. Not thread-safe.
 */
public final class Keys {
    private static final String RESOURCE_TAG = "aws:resourcetag/";

    private final Map<String, List<String>> values = new HashMap<>();
    private @Nullable Supplier<Map<String, String>> resourceTags;

    /** Gives a key a value more. */
    public Keys with(String key, Object value) {
        values.computeIfAbsent(lower(key), _ -> new ArrayList<>()).add(value.toString());
        return this;
    }

    /** Gives every tag its own key behind a prefix such as {@code aws:RequestTag/}. */
    public Keys withTags(String prefix, Map<String, String> tags) {
        tags.forEach((key, value) -> with(prefix + key, value));
        return this;
    }

    /** Says how to find the resource's tags, which is done only if a policy asks for one. */
    public Keys withResourceTags(Supplier<Map<String, String>> tags) {
        resourceTags = tags;
        return this;
    }

    /** The values of a key, whose name is in lower case. */
    List<String> values(String key) {
        if (resourceTags != null && key.startsWith(RESOURCE_TAG)) {
            var tags = resourceTags.get();
            resourceTags = null;
            withTags(RESOURCE_TAG, tags);
        }
        return values.getOrDefault(key, List.of());
    }

    static String lower(String key) {
        return key.toLowerCase(Locale.ROOT);
    }
}
