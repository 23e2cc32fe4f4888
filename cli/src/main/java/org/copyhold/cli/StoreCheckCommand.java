package org.copyhold.cli;

import org.copyhold.Administration;
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.copyhold.store.sweep.CheckDepth;
import org.copyhold.store.sweep.Damage;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Verifies the stores, as deep as is wanted. */
@Command(
        name = "check",
        description = "Verify every store; jobs may run meanwhile.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Without options: that all that recovery points need is there; pages are read, content"
                    + " is not."
        })
final class StoreCheckCommand extends Administrative {
    private static final long MEBIBYTE = 1 << 20;

    @Option(
            names = "--read-data",
            description =
                    "Read every byte as well, and compare it with its storage id; needs no key.")
    private boolean readData;

    @Option(
            names = "--with-keys",
            description =
                    "Read every recovery point as a restore does, and compare its content too.")
    private boolean withKeys;

    @Option(
            names = "--heal",
            description = "With --read-data: bring what is damaged from a store that has it whole.")
    private boolean heal;

    @Override
    int run(Administration administration, Path folder, PrintWriter out) {
        var depth = readData || heal ? CheckDepth.READ_DATA : CheckDepth.QUICK;
        var shut = new ArrayList<StoreException>();
        var stores = administration.stores(shut::add);
        shut.forEach(trouble -> out.println(trouble.explained()));
        var sound = shut.isEmpty();
        for (var store : stores) {
            var report = store.check(depth, _ -> {});
            out.printf(
                    "%s: %d packs, %d frames, %d MiB, %d recovery points, %s%n",
                    store.location(),
                    report.packs(),
                    report.frames(),
                    report.bytes() / MEBIBYTE,
                    report.points(),
                    report.sound() ? "sound" : report.damages().size() + " damages:");
            report.damages().forEach(damage -> tell(damage, out));
            sound &= report.sound() || (heal && healed(store, stores, report.damages(), out));
            if (withKeys) {
                var damages = administration.openAll(store);
                damages.forEach(damage -> tell(damage, out));
                sound &= damages.isEmpty();
            }
        }
        return sound ? 0 : Failures.REFUSED;
    }

    /** Whether nothing is damaged any more; it is looked at again. */
    private static boolean healed(
            SealedStore store, List<SealedStore> all, List<Damage> damages, PrintWriter out) {
        var packs =
                damages.stream()
                        .map(Damage::pack)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
        store.healing()
                .heal(packs, all)
                .forEach(
                        (pack, healed) -> {
                            out.printf("  Healed %d frames of pack %s%n", healed.healed(), pack);
                            healed.lost()
                                    .forEach(
                                            sid ->
                                                    out.println(
                                                            "  No store has frame "
                                                                    + sid
                                                                    + " whole: a copy of the"
                                                                    + " recovery point elsewhere"
                                                                    + " would have it."));
                        });
        return store.check(CheckDepth.READ_DATA, _ -> {}).sound();
    }

    private static void tell(Damage damage, PrintWriter out) {
        out.println("  " + damage.what());
        damage.points().forEach(point -> out.println("    needed by recovery point " + point));
    }
}
