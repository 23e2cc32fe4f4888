package org.copyhold.cli;

import picocli.CommandLine.Command;

import java.util.concurrent.Callable;

/** Shows a backup, a copy and a restore. */
@Command(
        name = "demo",
        description = "Back up, copy to another Region, restore and compare a folder.",
        mixinStandardHelpOptions = true)
final class Demo implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UnsupportedOperationException();
    }
}
