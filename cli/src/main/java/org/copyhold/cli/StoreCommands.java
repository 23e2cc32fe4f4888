package org.copyhold.cli;

import org.copyhold.Administration;
import org.copyhold.store.sweep.Damage;

import picocli.CommandLine.Command;

import java.io.PrintWriter;
import java.nio.file.Path;

/** Looks after the stores. */
@Command(
        name = "store",
        description = "Look after the stores.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {StoreCommands.Check.class, StoreRebuildCommand.class, StoreRestoreCommand.class})
final class StoreCommands extends Group {
    @Command(
            name = "check",
            description = "Verify every byte of every store; needs no key of any vault.",
            mixinStandardHelpOptions = true)
    static final class Check extends Administrative {
        private static final long MEBIBYTE = 1 << 20;

        @Override
        int run(Administration administration, Path folder, PrintWriter out) {
            var sound = true;
            for (var store : administration.stores()) {
                var report = store.check(_ -> {});
                out.printf(
                        "%s: %d packs, %d frames, %d MiB, %d recovery points, %s%n",
                        store.location(),
                        report.packs(),
                        report.frames(),
                        report.bytes() / MEBIBYTE,
                        report.points(),
                        report.sound() ? "sound" : report.damages().size() + " damages:");
                report.damages().forEach(damage -> tell(damage, out));
                sound &= report.sound();
            }
            return sound ? 0 : Failures.REFUSED;
        }

        private static void tell(Damage damage, PrintWriter out) {
            out.println("  " + damage.what());
            damage.points().forEach(point -> out.println("    needed by recovery point " + point));
        }
    }
}
