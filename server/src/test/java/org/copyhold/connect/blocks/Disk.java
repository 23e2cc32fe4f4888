package org.copyhold.connect.blocks;

import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.kit.Arn;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A raw image that a test writes to. */
final class Disk {
    static final int BLOCK = VolumeContent.BLOCK_BYTES;
    static final String ACCOUNT = "123456789012";
    static final String ID = "vol-0123456789abcdef0";
    static final Arn ARN = Arn.of("ec2", "us-east-1", ACCOUNT, "volume/" + ID);

    private final Path path;

    private Disk(Path path) {
        this.path = path;
    }

    /** A new one, all hole. */
    static Disk of(Path path, long bytes) {
        return new Disk(path).resize(bytes);
    }

    Disk resize(long bytes) {
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Disk write(long at, byte[] bytes) {
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(at);
            file.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Bytes that no compression makes smaller. */
    static byte[] random(int seed, int length) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    Path path() {
        return path;
    }

    Resource resource() {
        return new Resource(ARN, path);
    }

    /** Two images' first difference, or nothing. */
    static Optional<String> difference(Path one, Path other) {
        try {
            var at = Files.mismatch(one, other);
            return at < 0 ? Optional.empty() : Optional.of("They differ at byte " + at);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An order of a restore; new volumes are made in this folder. */
    RestoreOrder order(String job, Map<String, String> metadata, Path newResources) {
        var place =
                new RestoreOrder.Place(
                        ACCOUNT,
                        "us-east-1",
                        arn -> arn.equals(ARN) ? Optional.of(resource()) : Optional.empty(),
                        newResources);
        return new RestoreOrder(
                ARN, metadata, job, Instant.parse("2026-11-22T11:20:03.123Z"), place);
    }
}
