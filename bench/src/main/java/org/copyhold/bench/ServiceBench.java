package org.copyhold.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Requests a second of the catalogue's calls, beside moto where it is installed. */
final class ServiceBench {
    private static final int VAULTS = 300;
    private static final int ROUNDS = 3;
    private static final int CREATIONS = 400;
    private static final int WARM_UP = 1_500;
    private static final String ALL = "/backup-vaults/?maxResults=" + VAULTS;
    private static final Duration AT_MOST = Duration.ofSeconds(4);

    private final Table table;

    ServiceBench(Table table) {
        this.table = table;
    }

    /** Measures both in turn, A B A B, and reports the median of the rounds. */
    void run(Path launcher, Path folder, boolean moto) throws IOException {
        try (var copyhold =
                Subject.copyhold(launcher, folder.resolve("copyhold"), folder, folder)) {
            prepare(copyhold.endpoint());
            if (!moto) {
                report(measure(copyhold.endpoint()), Map.of());
                return;
            }
            try (var peer = Subject.moto(folder.resolve("moto"))) {
                prepare(peer.endpoint());
                var ours = new TreeMap<String, List<Double>>();
                var theirs = new TreeMap<String, List<Double>>();
                for (var round = 0; round < ROUNDS; round++) {
                    Bench.note("service, round " + (round + 1) + " of " + ROUNDS);
                    add(ours, measure(copyhold.endpoint()));
                    add(theirs, measure(peer.endpoint()));
                }
                report(medians(ours), medians(theirs));
            }
        }
    }

    private static void prepare(URI endpoint) {
        Load.run(endpoint, 1, creations(endpoint, "v", VAULTS));
        // Both get the same warm-up; the JVM needs it, the peer is not harmed by it.
        Load.run(endpoint, 8, gets(endpoint, "/backup-vaults/v0", 5_000), AT_MOST);
        Load.run(endpoint, 8, gets(endpoint, ALL, 500), AT_MOST);
        Load.run(endpoint, 1, creations(endpoint, "c", WARM_UP));
        Load.run(endpoint, 1, deletions(endpoint, WARM_UP));
    }

    private static Map<String, Double> measure(URI endpoint) {
        var figures = new TreeMap<String, Double>();
        for (var connections : new int[] {1, 8}) {
            var label = ", connections: " + connections;
            figures.put(
                    "DescribeBackupVault" + label,
                    perSecond(endpoint, connections, gets(endpoint, "/backup-vaults/v7", 20_000)));
            figures.put(
                    "ListBackupVaults of " + VAULTS + label,
                    perSecond(endpoint, connections, gets(endpoint, ALL, 5_000)));
        }
        // Creating comes last, and what was created is deleted: lists keep their size.
        for (var connections : new int[] {1, 8}) {
            figures.put(
                    "CreateBackupVault, connections: " + connections,
                    Load.run(endpoint, connections, creations(endpoint, "c", CREATIONS))
                            .perSecond());
            Load.run(endpoint, connections, deletions(endpoint, CREATIONS));
        }
        figures.forEach((what, n) -> Bench.note("%s %s: %,.0f/s".formatted(endpoint, what, n)));
        return figures;
    }

    private static double perSecond(URI endpoint, int connections, List<byte[]> requests) {
        return Load.run(endpoint, connections, requests, AT_MOST).perSecond();
    }

    private static List<byte[]> gets(URI endpoint, String path, int count) {
        return Collections.nCopies(count, Signed.request("GET", endpoint, path, ""));
    }

    private static List<byte[]> creations(URI endpoint, String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i -> Signed.request("PUT", endpoint, "/backup-vaults/" + prefix + i, "{}"))
                .toList();
    }

    private static List<byte[]> deletions(URI endpoint, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Signed.request("DELETE", endpoint, "/backup-vaults/c" + i, ""))
                .toList();
    }

    private static void add(Map<String, List<Double>> to, Map<String, Double> figures) {
        figures.forEach(
                (name, value) ->
                        to.computeIfAbsent(name, n -> new java.util.ArrayList<>()).add(value));
    }

    private static Map<String, Double> medians(Map<String, List<Double>> rounds) {
        var medians = new TreeMap<String, Double>();
        rounds.forEach((name, values) -> medians.put(name, Table.median(values)));
        return medians;
    }

    private void report(Map<String, Double> ours, Map<String, Double> theirs) {
        ours.forEach(
                (name, perSecond) -> {
                    var peer = theirs.get(name);
                    table.row(
                            name,
                            "%,.0f/s".formatted(perSecond),
                            peer == null ? "-" : "%,.0f/s".formatted(peer),
                            peer == null ? "-" : "%.1f×".formatted(perSecond / peer),
                            name.startsWith("Create") ? "≥ 5×" : "≥ 10×");
                });
    }
}
