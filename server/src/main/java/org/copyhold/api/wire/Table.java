package org.copyhold.api.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The tables that come from AWS's service model, where the SDK's classes do not carry it. */
final class Table {
    private Table() {}

    /** The lines of a resource beside this class, without comments. */
    static Stream<String> rows(String name) {
        try (var in = Objects.requireNonNull(Table.class.getResourceAsStream(name), name)) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(l -> !l.isBlank() && !l.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name + " from the server's own jar", e);
        }
    }

    /** The members a request must carry, by the simple name of the model class that holds them. */
    static final class Required {
        private static final Map<String, List<String>> BY_CLASS = read();

        private Required() {}

        static List<String> of(Class<?> model) {
            return BY_CLASS.getOrDefault(model.getSimpleName(), List.of());
        }

        private static Map<String, List<String>> read() {
            var byClass = new HashMap<String, List<String>>();
            rows("required.tsv")
                    .forEach(
                            row -> {
                                var columns = row.split("\t", -1);
                                byClass.put(columns[0], Arrays.asList(columns[1].split(" ", -1)));
                            });
            return Collections.unmodifiableMap(byClass);
        }
    }
}
