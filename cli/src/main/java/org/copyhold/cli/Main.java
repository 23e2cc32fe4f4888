package org.copyhold.cli;

import picocli.CommandLine;

import java.io.PrintWriter;

/** Where the process begins. */
public final class Main {
    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        var out = new PrintWriter(System.out, true, System.out.charset());
        var err = new PrintWriter(System.err, true, System.err.charset());
        System.exit(commandLine(out, err, arguments).execute(arguments));
    }

    /** The command line for these arguments, printing to given places. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err, String... arguments) {
        return Commands.commandLine(arguments)
                .setOut(out)
                .setErr(err)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(Failures::explain);
    }
}
