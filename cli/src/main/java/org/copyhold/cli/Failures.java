package org.copyhold.cli;

import org.copyhold.ConfigException;
import org.copyhold.StartException;
import org.copyhold.connect.ConnectorException;
import org.copyhold.kit.BackupException;
import org.copyhold.store.StoreException;

import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

import java.io.PrintWriter;

/** Puts what went wrong into words, and into an exit code. */
final class Failures {
    static final int REFUSED = CommandLine.ExitCode.SOFTWARE;
    static final int NOT_UNDERSTOOD = CommandLine.ExitCode.USAGE;
    static final int BUG = 70;

    private Failures() {}

    static int explain(Exception failure, CommandLine command, ParseResult parsed) {
        return explain(failure, command.getErr());
    }

    static int explain(Exception failure, PrintWriter err) {
        var text =
                switch (failure) {
                    case ConfigException e -> e.message();
                    case StartException e -> e.message();
                    case Refusal e -> e.message();
                    case StoreException e -> e.explained();
                    case BackupException e -> e.message();
                    case ConnectorException e -> String.valueOf(e.getMessage());
                    default -> null;
                };
        if (text == null) {
            err.println("copyhold: a bug in Copyhold; please report it with what follows.");
            failure.printStackTrace(err);
            err.flush();
            return BUG;
        }
        err.println("copyhold: " + text);
        return failure instanceof ConfigException ? NOT_UNDERSTOOD : REFUSED;
    }
}
