package org.copyhold.cli;

import org.copyhold.cli.demo.Demo;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
        },
        subcommands = {
            Serve.class,
            Demo.class,
            ResourceCommands.class,
            AccessKeyCommands.class,
            JobCommands.class,
            CopyCommands.class,
            StoreCommands.class,
            MasterKeyCommands.class,
            Version.class,
            GenerateCompletion.class
        })
final class Commands implements Runnable {
    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }
}
