package org.copyhold.cli;

import static java.util.Objects.requireNonNull;

import org.copyhold.Offline;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;

/** Looks after the one key whose loss is the loss of everything. */
@Command(
        name = "master-key",
        description = "Keep a copy of the master key, without which nothing can be read.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {MasterKeyCommands.Backup.class, MasterKeyCommands.Restore.class})
final class MasterKeyCommands extends Group {
    /** A command that needs a passphrase. */
    abstract static class Sealed implements Callable<Integer> {
        @Mixin ConfigOption config = new ConfigOption();
        @Spec CommandSpec spec = CommandSpec.create();

        @Option(
                names = "--passphrase-file",
                paramLabel = "FILE",
                description =
                        "A file whose first line is the passphrase; without one it is asked for.")
        private @Nullable Path passphraseFile;

        /**
         * @param twice whether a slip of the finger would lock the key up for good
         */
        char[] passphrase(boolean twice) {
            if (passphraseFile != null) {
                return firstLine(passphraseFile);
            }
            var console = requireNonNull(System.console());
            if (!console.isTerminal()) {
                throw new Refusal(
                        "There is no terminal to ask for a passphrase; see --passphrase-file.");
            }
            var typed = console.readPassword("Passphrase: ");
            if (typed == null
                    || (twice && !Arrays.equals(typed, console.readPassword("Again: ")))) {
                throw new Refusal("The two are not the same; nothing was done.");
            }
            return typed;
        }

        private static char[] firstLine(Path file) {
            try (var lines = Files.lines(file)) {
                return lines.findFirst().orElse("").toCharArray();
            } catch (IOException | java.io.UncheckedIOException e) {
                throw new Refusal("Cannot read " + file + " (" + e + ").");
            }
        }
    }

    @Command(
            name = "backup",
            description = "Write a copy of the master key that only a passphrase opens.",
            mixinStandardHelpOptions = true)
    static final class Backup extends Sealed {
        @Parameters(paramLabel = "FILE", description = "The copy; must not be there yet.")
        private Path file = Path.of("");

        @Override
        public Integer call() {
            Offline.backUpKey(config.read().masterKey(), passphrase(true), file);
            spec.commandLine()
                    .getOut()
                    .println(
                            "Wrote "
                                    + file
                                    + ". Keep it, and the passphrase, away from this machine.");
            return 0;
        }
    }

    @Command(
            name = "restore",
            description = "Put the master key back from such a copy.",
            mixinStandardHelpOptions = true)
    static final class Restore extends Sealed {
        @Parameters(paramLabel = "FILE", description = "What 'master-key backup' wrote.")
        private Path file = Path.of("");

        @Override
        public Integer call() {
            var key = config.read().masterKey();
            Offline.restoreKey(file, passphrase(false), key);
            spec.commandLine().getOut().println("The master key is back in " + key);
            return 0;
        }
    }
}
