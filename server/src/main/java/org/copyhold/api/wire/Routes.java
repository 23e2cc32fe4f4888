package org.copyhold.api.wire;

import static org.copyhold.kit.ErrorCode.METHOD_NOT_ALLOWED;
import static org.copyhold.kit.ErrorCode.UNKNOWN_OPERATION;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The tables of all operations AWS Backup has and of those it has not but this server has, and the
 * way from a method and a raw path to one of them. A trailing slash is as good as none.
 */
public final class Routes {
    private final List<Route> all;
    private final List<Route> extensions;
    private final Map<String, List<Route>> byShape = new HashMap<>();

    /** Where a request goes, and the decoded labels of its path. */
    public record Match(Route route, Map<String, String> labels) {}

    private Routes(List<Route> all, List<Route> extensions) {
        this.all = all;
        this.extensions = extensions;
        // Words before labels, so that /backup/plans/{id} does not take what is meant for a
        // literal.
        Stream.concat(all.stream(), extensions.stream())
                .sorted(Comparator.comparing((Route r) -> r.path().replace('{', '~')))
                .forEach(
                        r ->
                                byShape.computeIfAbsent(key(r.segments()), _ -> new ArrayList<>())
                                        .add(r));
    }

    /** The tables shipped with the server. */
    public static Routes load() {
        return new Routes(rows("operations.tsv"), rows("extensions.tsv"));
    }

    private static List<Route> rows(String table) {
        return Table.rows(table).map(Route::parse).toList();
    }

    /** Every operation of AWS Backup, by name. */
    public List<Route> all() {
        return all;
    }

    /** Every operation that AWS Backup has not, by name. */
    public List<Route> extensions() {
        return extensions;
    }

    /**
     * The operation that {@code method} on {@code rawPath} asks for.
     *
     * @throws org.copyhold.kit.BackupException UNKNOWN_OPERATION or METHOD_NOT_ALLOWED, naming what
     *     was asked
     */
    public Match find(String method, String rawPath, Query query) {
        var path = segments(rawPath);
        var here =
                byShape.getOrDefault(key(path), List.of()).stream()
                        .filter(r -> r.matches(path))
                        .toList();
        Route found = null;
        for (var route : here) {
            var flag = route.flag();
            if (route.method().equals(method) && (flag == null ? found == null : query.has(flag))) {
                found = route;
            }
        }
        if (found != null) {
            return new Match(found, found.labels(path));
        }
        if (here.isEmpty()) {
            throw UNKNOWN_OPERATION.with(
                    "AWS Backup has no operation at " + method + " " + rawPath + ".");
        }
        var methods = new TreeSet<String>();
        here.forEach(r -> methods.add(r.method()));
        throw METHOD_NOT_ALLOWED.with(
                method
                        + " is not allowed at "
                        + rawPath
                        + "; allowed: "
                        + String.join(", ", methods)
                        + ".");
    }

    static List<String> segments(String rawPath) {
        int from = rawPath.startsWith("/") ? 1 : 0;
        int to =
                rawPath.endsWith("/") && rawPath.length() > from
                        ? rawPath.length() - 1
                        : rawPath.length();
        return Arrays.asList(rawPath.substring(from, to).split("/", -1));
    }

    private static String key(List<String> segments) {
        return segments.size() + segments.getFirst();
    }
}
