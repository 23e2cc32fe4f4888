package org.copyhold.cli;

import org.copyhold.Administration;
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.copyhold.store.sweep.CollectionReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;

/** Looks after the stores. */
@Command(
        name = "store",
        description = "Look after the stores.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            StoreCheckCommand.class,
            StoreCommands.Gc.class,
            StoreRebuildCommand.class,
            StoreRestoreCommand.class
        })
final class StoreCommands extends Group {
    private static final long MEBIBYTE = 1 << 20;

    @Command(
            name = "gc",
            description =
                    "Free the space of what was deleted. Backups, copies and restores go on"
                            + " meanwhile.",
            mixinStandardHelpOptions = true)
    static final class Gc extends Administrative {
        @Option(names = "--dry-run", description = "Say what would be freed, and free nothing.")
        private boolean dryRun;

        @Option(
                names = "--give-up-missing",
                description =
                        "Also free what only recovery points need that 'store rebuild' could not"
                                + " bring back.")
        private boolean giveUpMissing;

        @Override
        int run(Administration administration, Path folder, PrintWriter out) {
            var shut = new ArrayList<StoreException>();
            var stores = administration.stores(shut::add);
            shut.forEach(trouble -> out.println(trouble.explained()));
            var done = shut.isEmpty();
            for (var store : stores) {
                try {
                    if (giveUpMissing && !dryRun) {
                        store.missing().giveUp();
                    }
                    tell(store, dryRun ? store.collectable() : store.collect(), out);
                } catch (StoreException e) {
                    out.println(store.location() + ": " + e.explained());
                    done = false;
                }
            }
            return done ? 0 : Failures.REFUSED;
        }

        private void tell(SealedStore store, CollectionReport report, PrintWriter out) {
            out.printf(
                    "%s: %s %d MiB (%d bytes): %d packs of which nothing is needed, %d packs"
                            + " compacted from %d to %d MiB%n",
                    store.location(),
                    dryRun ? "would free" : "freed",
                    report.bytesGained() / MEBIBYTE,
                    report.bytesGained(),
                    report.packsFreed(),
                    report.packsCompacted(),
                    report.bytesCompacted() / MEBIBYTE,
                    report.bytesRewritten() / MEBIBYTE);
            if (report.packsKept() > 0) {
                out.printf(
                        "  %d packs, %d MiB of them not needed, are locked and stay until their"
                                + " time is over.%n",
                        report.packsKept(), report.bytesKept() / MEBIBYTE);
            }
            if (store.missing().any()) {
                out.println(
                        "  What lay there when the database was rebuilt is kept, for not everything"
                                + " was brought back; see --give-up-missing.");
            }
        }
    }
}
