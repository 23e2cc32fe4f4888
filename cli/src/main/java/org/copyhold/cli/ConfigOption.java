package org.copyhold.cli;

import org.copyhold.Config;
import org.copyhold.ConfigException;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;

/** The option that every command takes. */
public final class ConfigOption {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration; without one everything lies in ./data.")
    private @Nullable Path file;

    /** The configuration, with the environment over it. */
    public Config read() {
        if (file == null) {
            return Config.embedded(Path.of(""), System.getenv());
        }
        try {
            return Config.read(file, System.getenv());
        } catch (IOException e) {
            throw new ConfigException(
                    "Cannot read " + file + " (" + e + "); check that it is a readable file.");
        }
    }
}
