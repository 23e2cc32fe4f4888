package org.copyhold.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Every rule of copy jobs and of what a copy needs, through boto3: the scripts in {@code cases}
 * hold the rules, one function each, and print one line each.
 */
class CasesTest {
    private static final Path SCRIPT = Path.of("src/test/resources/cases/run.py").toAbsolutePath();
    private static final Pattern CASE = Pattern.compile("(?m)^(?=ok |FAILED )");
    private static final int AT_LEAST = 80;

    @TempDir Path folder;

    @TestFactory
    List<DynamicTest> boto3FindsEveryRuleKept() throws Exception {
        var boto3 = Client.boto3();
        try (var buckets = Buckets.inMemory("photos", "returned");
                var tables = Dynamo.start().orElse(null);
                var server = Server.in(folder, "cases/copyhold.yaml")) {
            if (tables != null) {
                tables.into(server, "http://tables.invalid");
            }
            buckets.into(server, "http://127.0.0.1:9");
            var database = server.replace("port: 9,", "port: %d,");
            Files.writeString(server.share().resolve("one"), "a first file", UTF_8);
            Files.createDirectories(server.share().resolve("folder"));
            Files.writeString(server.share().resolve("folder/two"), "a second one", UTF_8);
            var second = Files.createDirectory(folder.resolve("second"));
            Files.writeString(second.resolve("three"), "of another resource", UTF_8);
            disk(folder.resolve("disk.img"));
            server.start();
            var endpoints =
                    new ArrayList<>(
                            List.of(
                                    buckets.endpoint().toString(),
                                    String.valueOf(database),
                                    Client.postgresPrograms()));
            if (tables != null) {
                endpoints.add(tables.endpoint().toString());
            }
            var outcome = boto3.start(server, SCRIPT, endpoints.toArray(String[]::new));
            var cases = cases(outcome.output());
            assertThat(cases).as(outcome.output()).hasSizeGreaterThan(AT_LEAST);
            return cases;
        }
    }

    /** A volume of 40 MiB, mostly hole. */
    private static void disk(Path image) throws IOException {
        var bytes = new byte[3_000_000];
        new Random(5).nextBytes(bytes);
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(40 << 20);
            file.seek(1 << 20);
            file.write(bytes);
        }
    }

    /** One test a line; what stands below a line belongs to it. */
    private static List<DynamicTest> cases(String output) {
        var cases = new ArrayList<DynamicTest>();
        for (var block : CASE.splitAsStream(output).toList()) {
            var name = block.lines().findFirst().orElse("");
            if (name.startsWith("ok ") || name.startsWith("FAILED ")) {
                cases.add(
                        DynamicTest.dynamicTest(
                                name.substring(name.indexOf(' ') + 1),
                                () -> assertThat(block).startsWith("ok ")));
            }
        }
        return cases;
    }
}
