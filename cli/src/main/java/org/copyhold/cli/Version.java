package org.copyhold.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.Objects;

/** Tells which Copyhold this is. */
@Command(name = "version", description = "Print the versions of Copyhold and of its JDK.")
final class Version implements Runnable, IVersionProvider {
    @Mixin ConfigOption config = new ConfigOption();
    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().getOut().println(getVersion()[0]);
    }

    @Override
    public String[] getVersion() {
        var version =
                Objects.requireNonNullElse(
                        Version.class.getPackage().getImplementationVersion(), "(not packaged)");
        return new String[] {"Copyhold " + version + ", JDK " + Runtime.version()};
    }
}
