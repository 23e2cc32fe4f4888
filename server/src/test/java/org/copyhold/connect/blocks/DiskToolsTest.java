package org.copyhold.connect.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.copyhold.connect.Recording;
import org.copyhold.connect.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Volumes as the tools of Linux make them, where this machine has those tools. */
class DiskToolsTest {
    private static final long MEBIBYTE = 1 << 20;

    @TempDir Path folder;

    private Path files;

    @BeforeEach
    void someFiles() throws IOException {
        files = folder.resolve("files");
        var in = Files.createDirectories(files.resolve("in"));
        for (var i = 0; i < 40; i++) {
            Files.write(in.resolve("file-" + i), Disk.random(i, 1 + i * 20_000));
        }
        Files.createSymbolicLink(in.resolve("link"), Path.of("file-7"));
    }

    private static String tool(String name) {
        var found = find(name);
        assumeTrue(
                found.isPresent() || "required".equals(System.getProperty("clients")),
                name + " is not installed");
        return found.orElseThrow(() -> new AssertionError(name + " is not installed"));
    }

    private static Optional<String> find(String name) {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/sbin", "/sbin"))
                .map(folder -> folder + "/" + name)
                .filter(file -> new File(file).canExecute())
                .findFirst();
    }

    private void run(String input, String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var to = process.outputWriter()) {
            to.write(input);
        }
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("%s: %s", List.of(command), output).isZero();
    }

    private Path restored(Path image) {
        var disk = new Resource(Disk.ARN, image);
        var order =
                Disk.of(folder.resolve("any"), 1)
                        .order(
                                "job",
                                Map.of("availabilityZone", "us-east-1a"),
                                folder.resolve("restored"));
        var restoring = new BlocksConnector().restore(order, (_, _) -> {});
        Recording.of(new VolumeReading(disk, (_, _) -> {})).restore(restoring);
        return restoring.created().path();
    }

    @Test
    void anExt4FileSystemComesBackSound() throws Exception {
        var mkfs = tool("mkfs.ext4");
        var check = tool("e2fsck");
        var image = Disk.of(folder.resolve("ext4.img"), 64 * MEBIBYTE).path();
        run("", mkfs, "-q", "-F", "-d", files.toString(), image.toString());

        var made = restored(image);

        assertThat(Disk.difference(image, made)).isEmpty();
        run("", check, "-f", "-n", made.toString());
    }

    @Test
    void aPartitionedDiskComesBackWithItsPartitions() throws Exception {
        var sfdisk = tool("sfdisk");
        var mkfs = tool("mkfs.ext4");
        var image = Disk.of(folder.resolve("disk.img"), 96 * MEBIBYTE).path();
        run("label: gpt\n,32MiB\n,\n", sfdisk, "-q", image.toString());
        run(
                "",
                mkfs,
                "-q",
                "-F",
                "-E",
                "offset=" + MEBIBYTE,
                "-d",
                files.toString(),
                image.toString(),
                "32M");

        var made = restored(image);

        assertThat(Disk.difference(image, made)).isEmpty();
        run("", sfdisk, "--verify", made.toString());
    }

    @Test
    void aQcow2ImageHasTheBytesThatQemuSees() throws Exception {
        var qemu = find("qemu-img").orElse("");
        assumeTrue(!qemu.isEmpty(), "qemu-img is not installed; Qcow2ImageTest has images of it");
        var raw =
                Disk.of(folder.resolve("raw.img"), 40 * MEBIBYTE + 512)
                        .write(0, Disk.random(1, 900_000))
                        .write(20 * MEBIBYTE, new byte[3_000_000])
                        .write(39 * MEBIBYTE, "text ".repeat(100_000).getBytes(UTF_8))
                        .path();
        var compressed = folder.resolve("compressed.qcow2");
        var plain = folder.resolve("plain.qcow2");
        run("", qemu, "convert", "-O", "qcow2", "-c", raw.toString(), compressed.toString());
        run("", qemu, "convert", "-O", "qcow2", raw.toString(), plain.toString());

        assertThat(Disk.difference(raw, restored(compressed))).isEmpty();
        assertThat(Disk.difference(raw, restored(plain))).isEmpty();
    }
}
