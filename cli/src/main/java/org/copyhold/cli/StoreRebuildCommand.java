package org.copyhold.cli;

import org.copyhold.Copyhold;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** Makes a lost database again. Runs where no server does. */
@Command(
        name = "rebuild",
        description = "Make a lost database again, from the stores and the master key alone.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Back come recovery points, vaults, and where everything lies. Jobs, access keys and",
            "resources made by command do not: make those again. Exits 1 when something is damaged."
        })
final class StoreRebuildCommand implements Callable<Integer> {
    @Mixin ConfigOption config = new ConfigOption();
    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var report = Copyhold.rebuild(config.read());
        var out = spec.commandLine().getOut();
        report.absent().forEach(place -> out.println("No store at " + place));
        report.stores().forEach(place -> out.println("Found " + place));
        out.printf(
                "Back: %d packs, %d vaults, %d recovery points%n",
                report.packs(), report.vaults(), report.points());
        report.damages().forEach(damage -> out.println("  " + damage));
        report.unreached().forEach(store -> out.println("  " + store));
        if (!report.absent().isEmpty()) {
            out.println(
                    "Where no store is now but was one (a disk that is not mounted, say), bring it"
                            + " back and run this again: it adds what the database lacks.");
        }
        out.println(
                report.isWhole()
                        ? "\"copyhold store check\" says whether all of it is whole."
                        : "%d damages, %d stores not reached; see above."
                                .formatted(report.damages().size(), report.unreached().size()));
        return report.isWhole() ? 0 : Failures.REFUSED;
    }
}
