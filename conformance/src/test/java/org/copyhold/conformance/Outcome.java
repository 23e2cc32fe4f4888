package org.copyhold.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/** How a command ended and what it printed, errors included. */
record Outcome(int exit, String output) {
    static Outcome of(ProcessBuilder command) throws IOException, InterruptedException {
        var process = command.redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), output);
    }
}
