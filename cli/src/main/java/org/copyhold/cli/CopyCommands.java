package org.copyhold.cli;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import software.amazon.awssdk.http.SdkHttpMethod;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Makes copies, as a client of a running server. */
@Command(
        name = "copy",
        description = "Start, watch, stop and try out copy jobs of a running server.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CopyCommands.Start.class,
            CopyCommands.Watch.class,
            CopyCommands.Stop.class,
            CopyCommands.Preflight.class
        })
final class CopyCommands extends Group {
    private static final String JOBS = "/copy-jobs";
    private static final String PREFLIGHT = "/copyhold/copy-preflight";
    private static final String ID = "The copy job's id.";

    @Command(
            name = "start",
            description = "Start a copy job, and print its id.",
            mixinStandardHelpOptions = true)
    static final class Start implements Callable<Integer> {
        @Mixin ServerOptions server = new ServerOptions();
        @Mixin CopyOptions copy = new CopyOptions();
        @Spec CommandSpec spec = CommandSpec.create();

        @Option(
                names = "--once",
                description =
                        "Start none when the vault has a copy of the recovery point already, or is"
                                + " about to: print that job's id.")
        private boolean once;

        @Option(
                names = "--read-back",
                description = "Read what was written again, from its disk, before the copy counts.")
        private boolean readBack;

        @Option(names = "--watch", description = "Follow the job to its end.")
        private boolean watch;

        @Option(
                names = "--token",
                paramLabel = "TEXT",
                description = "Makes the same command again harmless.")
        private @Nullable String token;

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            try (var client = server.client(copy.point())) {
                var body = copy.body();
                if (once) {
                    body.put("Once", true);
                }
                if (readBack) {
                    body.put("ReadBack", true);
                }
                if (token != null) {
                    body.put("IdempotencyToken", token);
                }
                var answer = client.call(SdkHttpMethod.PUT, JOBS, body);
                var id = answer.path("CopyJobId").asText();
                out.println(id);
                if (watch) {
                    new CopyWatch(client, out, ProgressLine.on(out)).follow(id);
                }
                return 0;
            }
        }
    }

    @Command(
            name = "watch",
            description = {
                "Follow a copy job to its end.",
                "Exits with 0 when it has completed, with 1 and its message otherwise."
            },
            mixinStandardHelpOptions = true)
    static final class Watch implements Callable<Integer> {
        @Mixin ServerOptions server = new ServerOptions();
        @Spec CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "ID", description = ID)
        private String id = "";

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            try (var client = server.client(null)) {
                new CopyWatch(client, out, ProgressLine.on(out)).follow(id);
                return 0;
            }
        }
    }

    @Command(
            name = "stop",
            description = "Stop a copy job: it ends FAILED, and nothing of it stays.",
            mixinStandardHelpOptions = true)
    static final class Stop implements Callable<Integer> {
        @Mixin ServerOptions server = new ServerOptions();
        @Spec CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "ID", description = ID)
        private String id = "";

        @Override
        public Integer call() {
            try (var client = server.client(null)) {
                client.call(SdkHttpMethod.POST, CopyWatch.path(id), null);
                spec.commandLine().getOut().println("Stopped " + id);
                return 0;
            }
        }
    }

    @Command(
            name = "preflight",
            description = {
                "Tell what a copy would meet, and make none.",
                "Exits with 0 when nothing would keep it back, with 1 otherwise."
            },
            mixinStandardHelpOptions = true)
    static final class Preflight implements Callable<Integer> {
        private static final double MEGABYTE = 1_000_000;

        @Mixin ServerOptions server = new ServerOptions();
        @Mixin CopyOptions copy = new CopyOptions();
        @Spec CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            try (var client = server.client(copy.point())) {
                var outlook = client.call(SdkHttpMethod.POST, PREFLIGHT, copy.body());
                outlook.path("Gates").forEach(gate -> print(gate, out));
                if (outlook.has("BytesToMove")) {
                    out.printf(
                            Locale.ROOT,
                            "A copy would move %.1f MB; %.1f MB are there already.%n",
                            outlook.path("BytesToMove").asLong() / MEGABYTE,
                            outlook.path("BytesSkipped").asLong() / MEGABYTE);
                }
                return outlook.path("Allowed").asBoolean() ? 0 : Failures.REFUSED;
            }
        }

        private static void print(JsonNode gate, PrintWriter out) {
            var result = gate.path("Result").asText().replace('_', ' ').toLowerCase(Locale.ROOT);
            var reason = gate.path("Reason").asText("");
            var line = "%-10s  %-28s  %s".formatted(result, gate.path("Gate").asText(), reason);
            out.println(line.stripTrailing());
            if (gate.has("WhatToDo")) {
                out.println(" ".repeat(42) + gate.path("WhatToDo").asText());
            }
        }
    }
}
