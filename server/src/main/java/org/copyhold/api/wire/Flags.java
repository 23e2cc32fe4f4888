package org.copyhold.api.wire;

import org.copyhold.kit.ErrorCode;

import software.amazon.awssdk.services.backup.model.BackupRequest;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Members, each true or false, that an input has beside AWS's model. They come in the body or, for
 * SDKs that drop what they do not know, as a header; the body's word counts before the header's. In
 * a request they lie where the SDK's own clients would put them: among the headers to send.
 */
public final class Flags {
    private static final String HEADER = "x-copyhold-";

    private static final Map<String, Set<String>> BY_CLASS = read();

    private Flags() {}

    /** Whether a request has the flag, and it is true. */
    public static boolean isSet(BackupRequest in, String flag) {
        return in.overrideConfiguration()
                .map(beside -> beside.headers().getOrDefault(header(flag), List.of()))
                .orElse(List.of())
                .contains("true");
    }

    /** The flags that an input may have. */
    static Set<String> of(Class<?> model) {
        return BY_CLASS.getOrDefault(model.getSimpleName(), Set.of());
    }

    /** Sets those flags that the headers or the body name. */
    static void set(
            BackupRequest.Builder builder,
            Set<String> flags,
            Map<String, List<String>> headers,
            Map<String, Boolean> body) {
        for (var flag : flags) {
            var header = header(flag);
            if (body.getOrDefault(flag, says(headers, header))) {
                builder.overrideConfiguration(it -> it.putHeader(header, "true"));
            }
        }
    }

    private static boolean says(Map<String, List<String>> headers, String header) {
        var said = String.join(",", headers.getOrDefault(header, List.of("false")));
        return switch (said.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw ErrorCode.INVALID_PARAMETER_VALUE.with(
                            "Invalid value \"" + said + "\" for " + header + ": not a boolean.");
        };
    }

    private static String header(String flag) {
        return HEADER + flag.toLowerCase(Locale.ROOT);
    }

    private static Map<String, Set<String>> read() {
        var byClass = new HashMap<String, Set<String>>();
        Table.rows("flags.tsv")
                .forEach(
                        row -> {
                            var columns = row.split("\t", -1);
                            var names = Arrays.asList(columns[1].split(" ", -1));
                            byClass.put(columns[0], Set.copyOf(names));
                        });
        return Collections.unmodifiableMap(byClass);
    }
}
