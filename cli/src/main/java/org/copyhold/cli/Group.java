package org.copyhold.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only has commands below it. */
abstract class Group implements Runnable {
    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Name a command of '"
                        + spec.qualifiedName()
                        + "': "
                        + String.join(", ", spec.subcommands().keySet())
                        + ".");
    }
}
