package org.copyhold.cli;

import org.copyhold.Administration;

import picocli.CommandLine.Command;

import java.io.PrintWriter;
import java.nio.file.Path;

/** Looks after the stores. */
@Command(
        name = "store",
        description = "Look after the stores.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = StoreCommands.Check.class)
final class StoreCommands extends Group {
    @Command(
            name = "check",
            description = "Verify every byte of every store; needs no key of any vault.",
            mixinStandardHelpOptions = true)
    static final class Check extends Administrative {
        @Override
        int run(Administration administration, Path folder, PrintWriter out) {
            throw new UnsupportedOperationException();
        }
    }
}
