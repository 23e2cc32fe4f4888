package org.copyhold.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a newcomer is shown of every type. */
class DemoTest {
    private static final List<String> TYPES = List.of("EFS", "EBS", "S3", "DynamoDB", "RDS");

    @TempDir Path folder;

    @Test
    void ofEveryTypeThatThisMachineCanRunAResourceIsCopiedAndComesBackAsItWas() throws Exception {
        Files.writeString(Files.createDirectory(folder.resolve("share")).resolve("one"), "a file");
        var launcher = Program.LAUNCHER.toString();
        var shown =
                Outcome.of(
                        new ProcessBuilder(launcher, "demo", "--all", folder + "/share")
                                .directory(folder.toFile()));

        assertThat(shown.exit()).as(shown.output()).isZero();
        assertThat(shown.output()).contains("Everything came back as it was.");
        for (var type : TYPES) {
            var isLeftOut = shown.output().contains("%-9s left out: ".formatted(type));
            assertThat(isLeftOut && "required".equals(System.getProperty("clients")))
                    .as("%s is left out:%n%s", type, shown.output())
                    .isFalse();
            if (!isLeftOut) {
                assertThat(shown.output()).contains("%-9s came back as it was".formatted(type));
            }
        }
    }
}
