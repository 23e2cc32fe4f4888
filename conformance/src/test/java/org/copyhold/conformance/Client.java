package org.copyhold.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A client program that may or may not be on this machine. */
record Client(String name, List<String> command) {
    /** The first Python that can import boto3. */
    static Client boto3() throws InterruptedException {
        return present(
                "boto3 (Debian: python3-boto3)",
                List.of("python3", "/usr/bin/python3"),
                List.of("-c", "import boto3"));
    }

    /** The first Python that can read what a store holds. */
    static Client formatReader() throws InterruptedException {
        return present(
                "Python with cryptography and zstandard (Debian: python3-cryptography,"
                        + " python3-zstandard)",
                List.of("python3", "/usr/bin/python3"),
                List.of("-c", "import cryptography, zstandard"));
    }

    static Client awsCli() throws InterruptedException {
        return present(
                "the AWS CLI (Debian: awscli)",
                List.of("aws", "/usr/bin/aws"),
                List.of("--version"));
    }

    /** The folder of PostgreSQL's programs; empty where there are none and they may be missing. */
    static String postgresPrograms() {
        var versions = Path.of("/usr/lib/postgresql").toFile().list();
        var newest =
                Stream.of(versions == null ? new String[0] : versions)
                        .filter(it -> it.matches("[0-9]+"))
                        .max(Comparator.comparingInt(Integer::parseInt));
        if (newest.isEmpty() && System.getProperty("clients", "present").equals("required")) {
            throw new AssertionError("PostgreSQL (Debian: postgresql) is required.");
        }
        return newest.map(it -> "/usr/lib/postgresql/" + it + "/bin").orElse("");
    }

    /** A peer, not a client, and no distribution has it: never required. */
    static Client motoServer() throws InterruptedException {
        var name = "moto's server (pip: moto[server])";
        return find(name, List.of("moto_server"), List.of("-h"))
                .orElseGet(() -> Assumptions.abort(name + " is not on this machine."));
    }

    private static Client present(String name, List<String> programs, List<String> probe)
            throws InterruptedException {
        var found = find(name, programs, probe);
        if (found.isEmpty() && System.getProperty("clients", "present").equals("required")) {
            throw new AssertionError(name + " is required and not on this machine.");
        }
        return found.orElseGet(() -> Assumptions.abort(name + " is not on this machine."));
    }

    private static Optional<Client> find(String name, List<String> programs, List<String> probe)
            throws InterruptedException {
        for (var program : programs) {
            if (answers(program, probe)) {
                return Optional.of(new Client(name, List.of(program)));
            }
        }
        return Optional.empty();
    }

    private static boolean answers(String program, List<String> probe) throws InterruptedException {
        var line = new ArrayList<>(List.of(program));
        line.addAll(probe);
        try {
            return Outcome.of(new ProcessBuilder(line)).exit() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /** Runs a script with this client against the server; its output is shown when it fails. */
    void run(Server server, Path script, String... arguments) throws Exception {
        var outcome = start(server, script, arguments);
        assertThat(outcome.exit()).as(outcome.output()).isZero();
    }

    /** Runs a script with this client against the server to its end, however that is. */
    Outcome start(Server server, Path script, String... arguments) throws Exception {
        var line = new ArrayList<String>();
        line.addAll(script.toString().endsWith(".py") ? command : List.of("bash"));
        line.add(script.toString());
        line.addAll(List.of(arguments));
        var builder = new ProcessBuilder(line).directory(server.folder().toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(key -> key.startsWith("AWS_"));
        environment.put("ENDPOINT", server.endpoint().toString());
        environment.put("AWS", command.getFirst());
        environment.put("AWS_ACCESS_KEY_ID", "testing");
        environment.put("AWS_SECRET_ACCESS_KEY", "testing");
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("AWS_PAGER", "");
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        environment.put("COPYHOLD", String.join("\n", Program.commandLine()));
        environment.put("RESOURCE", Server.RESOURCE);
        environment.put("ROLE", Server.ROLE);
        return Outcome.of(builder);
    }
}
