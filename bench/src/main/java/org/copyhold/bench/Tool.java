package org.copyhold.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program that is run to its end. */
final class Tool {
    /** Bash prints elapsed, user and system seconds of what it ran. */
    private static final String TIMED = "TIMEFORMAT='%R %U %S'; time \"$@\" >>\"$LOG\" 2>&1";

    private Tool() {}

    /**
     * What a run took.
     *
     * @param elapsed by the clock
     * @param cpu of the program and what it started
     */
    record Cost(Duration elapsed, Duration cpu) {}

    /**
     * Runs a program in a folder.
     *
     * @throws IOException with what the program printed when it ends with anything but 0
     */
    static Cost run(Path folder, String... command) throws IOException {
        return run(folder, Map.of(), command);
    }

    /** The same with variables added to its environment. */
    static Cost run(Path folder, Map<String, String> environment, String... command)
            throws IOException {
        var log = Files.createTempFile(folder, "tool-", ".log");
        var line = new ArrayList<>(List.of("bash", "-c", TIMED, "bash"));
        line.addAll(List.of(command));
        var builder = new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("LOG", log.toString());
        var process = builder.start();
        var times = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ":\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            Files.delete(log);
        }
        var seconds = times.trim().split(" ", -1);
        return new Cost(seconds(seconds[0]), seconds(seconds[1]).plus(seconds(seconds[2])));
    }

    private static Duration seconds(String text) {
        return Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
    }
}
