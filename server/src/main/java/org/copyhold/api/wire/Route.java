package org.copyhold.api.wire;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One row of the operation table.
 *
 * @param segments the path's parts; a label is written {@code {name}}
 * @param flag the bare query parameter that tells this operation from another on the same path;
 *     absent for most
 * @param status the HTTP status of success
 */
public record Route(
        String operation, String method, List<String> segments, @Nullable String flag, int status) {
    /** The path as the model writes it, without its trailing slash. */
    public String path() {
        return "/" + String.join("/", segments) + (flag == null ? "" : "?" + flag);
    }

    static Route parse(String row) {
        var columns = row.split("\t", -1);
        var target = columns[2].split("\\?", -1);
        return new Route(
                columns[0],
                columns[1],
                Routes.segments(target[0]),
                target.length > 1 ? target[1] : null,
                Integer.parseInt(columns[3]));
    }

    boolean matches(List<String> path) {
        for (int i = 0; i < segments.size(); i++) {
            if (!isLabel(i) && !segments.get(i).equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    boolean isLabel(int i) {
        return segments.get(i).startsWith("{");
    }

    Map<String, String> labels(List<String> path) {
        var labels = new HashMap<String, String>();
        for (int i = 0; i < segments.size(); i++) {
            if (isLabel(i)) {
                var label = segments.get(i);
                labels.put(label.substring(1, label.length() - 1), Query.decode(path.get(i)));
            }
        }
        return labels;
    }
}
