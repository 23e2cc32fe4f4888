package org.copyhold.cli;

import org.copyhold.cli.demo.Demo;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.Optional;

/** All commands. */
@Command(
        name = "copyhold",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        header = "A backup server that speaks the AWS Backup API and makes real copies.",
        footer = {
            "",
            "'copyhold demo' shows all of it in a minute; 'copyhold serve' starts a server.",
            "Exit codes: 0 done, 1 failed or refused, 2 not understood, 70 a bug in Copyhold."
        })
final class Commands implements Runnable {
    private static final List<Class<?>> ALL =
            List.of(
                    Serve.class,
                    Demo.class,
                    ResourceCommands.class,
                    AccessKeyCommands.class,
                    JobCommands.class,
                    CopyCommands.class,
                    StoreCommands.class,
                    VaultKeyCommands.class,
                    MasterKeyCommands.class,
                    Version.class,
                    GenerateCompletion.class);

    @Spec CommandSpec spec = CommandSpec.create();

    /**
     * The command line for these arguments. Where they begin with the name of a command it knows
     * that one only: learning the others takes as long as a quarter of a server's start.
     */
    static CommandLine commandLine(String... arguments) {
        var line = new CommandLine(new Commands());
        var named = arguments.length == 0 ? Optional.<Class<?>>empty() : named(arguments[0]);
        named.map(List::<Class<?>>of).orElse(ALL).forEach(line::addSubcommand);
        return line;
    }

    /** Completion is about all commands. */
    private static Optional<Class<?>> named(String name) {
        return ALL.stream()
                .filter(command -> !command.equals(GenerateCompletion.class))
                .filter(command -> command.getAnnotation(Command.class).name().equals(name))
                .findFirst();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }
}
