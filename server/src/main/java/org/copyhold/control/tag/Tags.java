package org.copyhold.control.tag;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;
import static org.copyhold.kit.ErrorCode.LIMIT_EXCEEDED;

import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The tags of one thing, by key: at most {@value #MAX_TAGS}, keys of 1 to {@value #MAX_KEY}
 * characters that do not begin with {@code aws:}, values of at most {@value #MAX_VALUE}.
 */
public record Tags(SortedMap<String, String> byKey) {
    public static final int MAX_TAGS = 50;
    public static final int MAX_KEY = 128;
    public static final int MAX_VALUE = 256;

    /** No tags. */
    public static final Tags NONE = new Tags(new TreeMap<>());

    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

    public Tags {
        byKey = Collections.unmodifiableSortedMap(new TreeMap<>(byKey));
        byKey.forEach(Tags::check);
        if (byKey.size() > MAX_TAGS) {
            throw LIMIT_EXCEEDED.with(
                    "The resultant tag set must not have more than " + MAX_TAGS + " user tags.");
        }
    }

    /** Tags from a client's map. */
    public static Tags of(Map<String, String> byKey) {
        return byKey.isEmpty() ? NONE : new Tags(new TreeMap<>(byKey));
    }

    /** These and more; of two tags with one key the new one stays. */
    public Tags with(Map<String, String> more) {
        var all = new TreeMap<>(byKey);
        all.putAll(more);
        return new Tags(all);
    }

    /** These without the keys, which need not be there. */
    public Tags without(Collection<String> keys) {
        var rest = new TreeMap<>(byKey);
        rest.keySet().removeAll(keys);
        return new Tags(rest);
    }

    /** Tags are a customer's own words: kept out of logs. */
    @Override
    public String toString() {
        return "Tags[" + byKey.size() + "]";
    }

    private static void check(String key, String value) {
        if (key.isEmpty() || key.length() > MAX_KEY || !ALLOWED.matcher(key).matches()) {
            throw INVALID_PARAMETER_VALUE.with(
                    "A tag key must have 1 to "
                            + MAX_KEY
                            + " characters: letters, digits, spaces and _ . : / = + - @.");
        }
        if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
            throw INVALID_PARAMETER_VALUE.with(
                    "Tag keys that begin with aws: are reserved for system use.");
        }
        if (value.length() > MAX_VALUE || !ALLOWED.matcher(value).matches()) {
            throw INVALID_PARAMETER_VALUE.with(
                    "The value of tag "
                            + key
                            + " must have at most "
                            + MAX_VALUE
                            + " characters: letters, digits, spaces and _ . : / = + - @.");
        }
    }
}
