package org.copyhold.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** The script that users call. The jar it runs is built already, so that it builds nothing here. */
class LauncherTest {
    @TempDir Path folder;

    @Test
    void itFindsAJdkThoughJavaHomeNamesNone() throws Exception {
        var program = launcher(List.of(Program.LAUNCHER.toString(), "--java"));
        program.environment().put("JAVA_HOME", folder.toString());
        var found = Outcome.of(program);
        assertThat(found.exit()).as(found.output()).isZero();
        var java = Path.of(found.output().strip());
        assertThat(java).isExecutable();
        assertThat(Files.readString(java.resolveSibling("../release")))
                .contains("JAVA_VERSION=\"25");
    }

    @Test
    void itRunsFromAnyFolderAndThroughALink() throws Exception {
        var link = Files.createSymbolicLink(folder.resolve("copyhold"), Program.LAUNCHER);
        var asked = Outcome.of(launcher(List.of(link.toString(), "version")));
        assertThat(asked.exit()).as(asked.output()).isZero();
        assertThat(asked.output()).contains("0.1.0");
    }

    @Test
    void aWrongWordIsExplainedAndEndsWithTheCodeForWrongUse() throws Exception {
        var asked = Outcome.of(launcher(List.of(Program.LAUNCHER.toString(), "srve")));
        assertThat(asked.exit()).isEqualTo(2);
        assertThat(asked.output()).contains("srve").contains("serve");
    }

    @Test
    void whereThereIsNoJdkItSaysWhatToInstall() throws Exception {
        var alone = Files.createDirectory(folder.resolve("alone"));
        Files.createDirectory(alone.resolve("bin"));
        for (var tool : List.of("bash", "readlink", "dirname", "sed", "cat", "find")) {
            Files.createSymbolicLink(alone.resolve("bin").resolve(tool), where(tool));
        }
        var script = alone.resolve("copyhold");
        Files.writeString(
                script,
                Files.readString(Program.LAUNCHER).replaceAll("(/usr|/opt|/Library)/", "/none/"));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));

        var program = launcher(List.of(where("bash").toString(), script.toString(), "version"));
        program.environment().put("PATH", alone.resolve("bin").toString());
        program.environment().put("HOME", alone.toString());
        program.environment().remove("JAVA_HOME");
        var told = Outcome.of(program);
        assertThat(told.exit()).isEqualTo(1);
        assertThat(told.output()).contains("JDK 25").contains("apt install");
    }

    private ProcessBuilder launcher(List<String> line) {
        return new ProcessBuilder(line).directory(folder.toFile());
    }

    private static Path where(String tool) {
        return Stream.of("/usr/bin", "/bin")
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}
