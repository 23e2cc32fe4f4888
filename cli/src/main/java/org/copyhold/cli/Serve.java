package org.copyhold.cli;

import org.copyhold.Config;
import org.copyhold.Copyhold;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Runs a server until the process is told to end. */
@Command(
        name = "serve",
        description = "Start a server, which runs until it is sent SIGTERM or SIGINT (Ctrl-C).",
        mixinStandardHelpOptions = true)
final class Serve implements Callable<Integer> {
    @Mixin ConfigOption option = new ConfigOption();
    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Logging.talkative();
        var config = option.read();
        var copyhold = Copyhold.open(config);
        var control = control(config, copyhold);
        var shutdown = new Thread(() -> end(control, copyhold), "shutdown");
        Runtime.getRuntime().addShutdownHook(shutdown);
        greet(config, copyhold, copyhold.serve());
        new CountDownLatch(1).await(); // until a signal ends the process
        return 0;
    }

    private static ControlSocket control(Config config, Copyhold copyhold) {
        try {
            return ControlSocket.open(config.data(), copyhold.administration());
        } catch (IOException e) {
            throw new Refusal(
                    "Cannot make the socket in "
                            + config.data()
                            + " ("
                            + e
                            + "); the data folder must lie on a local disk.");
        }
    }

    private static void end(ControlSocket control, Copyhold copyhold) {
        try (copyhold;
                control) {
            // Closing is all there is to do: the socket first, then the server.
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("Cannot remove the socket", e);
        }
    }

    private void greet(Config config, Copyhold copyhold, URI endpoint) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Copyhold serves " + endpoint + " from " + config.data());
        out.println();
        out.println("  export AWS_ENDPOINT_URL=" + endpoint);
        out.println("  export AWS_DEFAULT_REGION=" + config.regions().keySet().iterator().next());
        if (copyhold.administration().accessKeys().isEmpty()) {
            var key = copyhold.administration().createAccessKey(null, null);
            out.println("  export AWS_ACCESS_KEY_ID=" + key.id());
            out.println("  export AWS_SECRET_ACCESS_KEY=" + key.secret().reveal());
            out.println();
            out.println("The secret is not shown again; 'copyhold access-key create' makes more.");
        }
        out.println("Try: aws backup create-backup-vault --backup-vault-name first");
        out.flush();
    }
}
