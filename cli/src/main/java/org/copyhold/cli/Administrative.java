package org.copyhold.cli;

import org.copyhold.Administration;
import org.copyhold.Copyhold;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * A command that looks after a server: it runs in the server's process when there is one, and on
 * the data folder when there is none.
 */
abstract class Administrative implements Callable<Integer> {
    @Mixin ConfigOption config = new ConfigOption();
    @Spec CommandSpec spec = CommandSpec.create();

    /**
     * Does the work, wherever it runs.
     *
     * @param folder where the user stands: what relative paths count from
     * @return the exit code
     */
    abstract int run(Administration administration, Path folder, PrintWriter out);

    @Override
    public Integer call() {
        var told = config.read();
        var out = spec.commandLine().getOut();
        var here = Path.of("").toAbsolutePath();
        var arguments = spec.root().commandLine().getParseResult().originalArgs();
        var request = new ControlRequest(here.toString(), arguments);
        var answered = ControlClient.call(told.data(), request, out, spec.commandLine().getErr());
        if (answered.isPresent()) {
            return answered.getAsInt();
        }
        try (var copyhold = Copyhold.open(told)) {
            return run(copyhold.administration(), here, out);
        }
    }

    /** A parameter that the command line has made sure of. */
    static <T> T given(@Nullable T parameter) {
        return Objects.requireNonNull(parameter);
    }
}
