package org.copyhold.cli;

import org.copyhold.Offline;
import org.copyhold.store.FoundPoint;
import org.copyhold.work.OfflineRestore;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Restores from a store's folder, with neither a server nor a database. */
@Command(
        name = "restore",
        description =
                "Restore from a store's folder and the master key alone: no server, no database.",
        mixinStandardHelpOptions = true,
        footer = {"", "Without POINT: lists what can be restored. The store is only read."})
final class StoreRestoreCommand implements Callable<Integer> {
    private static final long MEBIBYTE = 1 << 20;

    @Option(
            names = "--store",
            required = true,
            paramLabel = "FOLDER",
            description = "The folder that store.json lies in.")
    private Path store = Path.of("");

    @Option(
            names = "--master-key",
            paramLabel = "FILE",
            description = "The master key's file; default: as the configuration says.")
    private @Nullable Path masterKey;

    @Mixin private ConfigOption config = new ConfigOption();

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "Where a new folder is made for it; default: here.")
    private Path target = Path.of("");

    @Parameters(
            arity = "0..1",
            paramLabel = "POINT",
            description = "A recovery point's ARN or id, or the beginning of its id.")
    private @Nullable String point;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var wanted = point;
        var told = config.read();
        return Offline.with(
                store,
                masterKey == null ? told.masterKey() : masterKey,
                told.kms(),
                offline -> {
                    var found = offline.points();
                    found.damages().forEach(damage -> out.println("  " + damage));
                    return wanted == null
                            ? list(found.points(), out)
                            : restore(offline, choose(found.points(), wanted), out);
                });
    }

    private static int list(List<FoundPoint> points, PrintWriter out) {
        points.stream()
                .sorted(Comparator.comparing(it -> label(it, "completed")))
                .forEach(
                        it ->
                                out.printf(
                                        "%s  %s  %d MiB  %s%n",
                                        it.id(),
                                        label(it, "created"),
                                        it.root().logicalBytes() / MEBIBYTE,
                                        label(it, "resource")));
        return 0;
    }

    private int restore(OfflineRestore offline, FoundPoint chosen, PrintWriter out) {
        var restored = offline.restore(chosen, target.toAbsolutePath().normalize());
        restored.damages().forEach(damage -> out.println("  Not needed, but damaged: " + damage));
        restored.problems().forEach(problem -> out.println("  " + problem));
        out.printf(
                "Restored %d bytes to %s, every one compared with what the backup recorded%n",
                restored.bytes(), restored.path());
        return restored.problems().isEmpty() ? 0 : Failures.REFUSED;
    }

    private static FoundPoint choose(List<FoundPoint> points, String wanted) {
        var id = wanted.substring(wanted.lastIndexOf(':') + 1).toLowerCase(Locale.ROOT);
        var chosen = points.stream().filter(it -> it.id().startsWith(id)).toList();
        if (chosen.size() != 1) {
            throw new Refusal(
                    "%d recovery points of this store begin with %s; without one the command lists all."
                            .formatted(chosen.size(), id));
        }
        return chosen.getFirst();
    }

    private static String label(FoundPoint point, String name) {
        return point.labels().getOrDefault(name, "?");
    }
}
