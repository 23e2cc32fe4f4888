package org.copyhold.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Backup, copy and restore beside restic, borg2, rclone and cp, each given the same data, in turn,
 * in one run; the medians of the rounds count.
 */
final class PeersBench {
    private static final int ROUNDS = 3;
    private static final long CHANGED = 7;

    /** Of those that take some milliseconds. */
    private static final int QUICK_COPIES = 5;

    private static final String OURS = "copyhold";
    private static final String SYNCED = "cp and sync";

    private final Table table;
    private final Path launcher;
    private final Path work;
    private final Path other;

    /** Seconds and processor seconds by work and program. */
    private final Map<String, Map<String, List<Tool.Cost>>> costs = new LinkedHashMap<>();

    private final Map<String, List<Double>> sizes = new LinkedHashMap<>();
    private final List<Double> ratios = new ArrayList<>();
    private long changes;

    PeersBench(Table table, Path launcher, Path work, Path other) {
        this.table = table;
        this.launcher = launcher;
        this.work = work;
        this.other = other;
    }

    /** Data of all sizes: everything that the programs can do. */
    void mixed(Path data) throws IOException {
        rounds("mixed data", data, this::everything);
        report("first backup", Map.of("restic", "≥ 3×", "borg2", "≥ 2×"));
        report(
                "first copy",
                Map.of(
                        "restic", "≥ 5×", "borg2", "≥ 1.5×", "rclone", "≥ 1.2×", "cp", "≥ 0.7×",
                        SYNCED, "≥ 0.95×"));
        report("copy of what is there", Map.of("restic", "≤ 100 ms"));
        report("copy inside one store", Map.of("", "≤ 50 ms"));
        report("backup after 1 % changed", Map.of("restic", "≥ 3×", "borg2", "≥ 3×"));
        report("copy after 1 % changed", Map.of("restic", "≥ 6×", "borg2", "≥ 2×"));
        report("restore", Map.of("restic", "≥ 2×", "borg2", "≥ 3×"));
        sizes.forEach((what, values) -> told(what, Table.median(values)));
        var ratio = "%.3f×".formatted(Table.median(ratios));
        table.row("stored by the copy, of what is stored", ratio, "-", "-", "≤ 1.01×");
    }

    /** Many small files. */
    void small(Path data) throws IOException {
        rounds("small files", data, this::backupsAndCopy);
        report("small files: backup", Map.of("restic", "≥ 2×"));
        report("small files: backup, unchanged", Map.of("restic", "≥ 2×"));
        report("small files: copy", Map.of("restic", "≥ 4×"));
    }

    /** An image of a disk; beside sha256sum, which reads it once. */
    void volume(Path image) throws IOException {
        rounds("volume", image, this::volume);
        report("volume: backup", Map.of("restic", "≥ 3×"));
        report("volume: backup after 1 % changed", Map.of("sha256sum", "≥ 0.77×"));
        report("volume: restore", Map.of("restic", "≥ 3×"));
        for (var what : List.of("volume: backup", "volume: restore")) {
            var speed = Files.size(image) / 1e6 / seconds(of(what, OURS));
            table.row(what, "%,.0f MB/s".formatted(speed), "-", "-", "≥ 400 MB/s");
        }
    }

    private void volume(Peer peer, Path image) throws IOException {
        add("volume: backup", peer.name(), peer.backUp());
        add("volume: copy", peer.name(), peer.copy());
        DataSet.change(image, changes++);
        var again = "volume: backup after 1 % changed";
        add(again, peer.name(), peer.backUp());
        if (peer instanceof Ours) {
            add(again, "sha256sum", Tool.run(work, "sha256sum", image.toString()));
        }
        add("volume: copy after 1 % changed", peer.name(), peer.copy());
        add("volume: restore", peer.name(), peer.restore());
    }

    private interface Round {
        void run(Peer peer, Path data) throws IOException;
    }

    private void rounds(String what, Path data, Round round) throws IOException {
        for (var i = 0; i < ROUNDS; i++) {
            Ram.touch(work, 4 * bytes(data));
            var names = new ArrayList<>(List.of(OURS, "restic", "borg2"));
            Collections.rotate(names, i);
            for (var name : names) {
                if (!Bench.onPath(name) && !name.equals(OURS)) {
                    continue;
                }
                Bench.note(what + ", " + name + ", round " + (i + 1) + " of " + ROUNDS);
                try (var peer = peer(name, data)) {
                    round.run(peer, data);
                }
            }
        }
    }

    private Peer peer(String name, Path data) throws IOException {
        var folder = work.resolve(name);
        return switch (name) {
            case "restic" -> new Restic(folder, data);
            case "borg2" -> new Borg(folder, data);
            default -> new Ours(launcher, folder, data, other);
        };
    }

    private void everything(Peer peer, Path data) throws IOException {
        add("first backup", peer.name(), peer.backUp());
        add("first copy", peer.name(), peer.copy());
        if (peer instanceof Ours ours) {
            plainCopies(ours);
            for (int i = 0; i < QUICK_COPIES; i++) {
                add("copy inside one store", OURS, ours.copyInside());
            }
        }
        add("copy of what is there", peer.name(), peer.copy());
        try (var _ = Changes.of(data, CHANGED)) {
            add("backup after 1 % changed", peer.name(), peer.backUp());
            add("copy after 1 % changed", peer.name(), peer.copy());
            add("restore", peer.name(), peer.restore());
        }
        var stored = bytes(peer.source());
        var copied = bytes(peer.destination());
        size("stored, " + peer.name(), stored / 1e6);
        size("stored by the copy, " + peer.name(), copied / 1e6);
        if (peer instanceof Ours ours) {
            size("most memory, " + OURS, ours.memory() / 1e6);
            ratios.add((double) copied / stored);
        }
    }

    /** What is stored, copied by programs that do not look at it. */
    private void plainCopies(Ours ours) throws IOException {
        var from = ours.source().toString();
        var to = work.resolve("plain").toString();
        plainCopy("cp", "cp", "-a", from, to);
        plainCopy(SYNCED, "bash", "-c", "cp -a \"$0\" \"$1\" && sync -f \"$1\"", from, to);
        if (Bench.onPath("rclone")) {
            plainCopy("rclone", "rclone", "copy", from, to);
        }
    }

    private void plainCopy(String name, String... command) throws IOException {
        add("first copy", name, Tool.run(work, command));
        Bench.remove(work.resolve("plain"));
    }

    private void backupsAndCopy(Peer peer, Path data) throws IOException {
        add("small files: backup", peer.name(), peer.backUp());
        add("small files: copy", peer.name(), peer.copy());
        add("small files: backup, unchanged", peer.name(), peer.backUp());
    }

    private void add(String what, String who, Tool.Cost cost) {
        costs.computeIfAbsent(what, _ -> new LinkedHashMap<>())
                .computeIfAbsent(who, _ -> new ArrayList<>())
                .add(cost);
    }

    private void size(String what, double megabytes) {
        sizes.computeIfAbsent(what, _ -> new ArrayList<>()).add(megabytes);
    }

    private List<Tool.Cost> of(String what, String who) {
        return costs.getOrDefault(what, Map.of()).getOrDefault(who, List.of());
    }

    private void report(String what, Map<String, String> wanted) {
        var all = costs.getOrDefault(what, Map.of());
        var ours = of(what, OURS);
        if (all.size() == 1) {
            table.row(what, text(ours), "-", "-", wanted.getOrDefault("", "-"));
        }
        all.forEach(
                (who, theirs) -> {
                    if (!who.equals(OURS)) {
                        table.row(
                                what + ", " + who,
                                text(ours),
                                text(theirs),
                                "%.1f×".formatted(seconds(theirs) / seconds(ours)),
                                wanted.getOrDefault(who, "-"));
                    }
                });
    }

    private void told(String what, double megabytes) {
        table.row(what, "%,.1f MB".formatted(megabytes), "-", "-", "-");
    }

    /** Elapsed, and processor seconds. */
    private static String text(List<Tool.Cost> costs) {
        var cpu = Table.median(costs.stream().map(c -> c.cpu().toMillis() / 1e3).toList());
        return "%.2f s (%.1f)".formatted(seconds(costs), cpu);
    }

    private static double seconds(List<Tool.Cost> costs) {
        return Table.median(costs.stream().map(c -> c.elapsed().toMillis() / 1e3).toList());
    }

    private static long bytes(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(EngineBench::size).sum();
        }
    }
}
