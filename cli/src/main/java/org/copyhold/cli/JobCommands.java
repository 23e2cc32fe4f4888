package org.copyhold.cli;

import org.copyhold.Administration;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.PrintWriter;
import java.nio.file.Path;

/** Looks into jobs. */
@Command(
        name = "job",
        description = "Look into a job.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = JobCommands.Log.class)
final class JobCommands extends Group {
    @Command(
            name = "log",
            description = "Print what a job had to tell: every file it skipped or found changed.",
            mixinStandardHelpOptions = true)
    static final class Log extends Administrative {
        @Parameters(paramLabel = "ID", description = "The job's id.")
        private @Nullable String id;

        @Override
        int run(Administration administration, Path folder, PrintWriter out) {
            administration.tellLog(given(id), line -> out.println(line.at() + "  " + line.text()));
            return 0;
        }
    }
}
