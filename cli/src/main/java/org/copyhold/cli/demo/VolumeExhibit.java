package org.copyhold.cli.demo;

import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.kit.Arn;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A raw image of a disk, as a volume. */
record VolumeExhibit(Path image) implements Exhibit {
    private static final int MEBIBYTE = 1 << 20;
    private static final int SIZE = 256;
    private static final int WRITTEN = 32;

    /** Makes an image, most of which is a hole. */
    static VolumeExhibit in(Path scratch) throws IOException {
        var image = scratch.resolve("disk.raw");
        var random = new Random(3);
        var bytes = new byte[MEBIBYTE];
        try (var file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength((long) SIZE * MEBIBYTE);
            for (var i = 0; i < WRITTEN; i++) {
                random.nextBytes(bytes);
                file.seek((long) random.nextInt(SIZE) * MEBIBYTE);
                file.write(bytes);
            }
        }
        return new VolumeExhibit(image);
    }

    @Override
    public String member() {
        return "Disk";
    }

    @Override
    public String told() {
        return "a raw image of " + SIZE + " MiB, most of it a hole";
    }

    @Override
    public DeclaredResource resource() {
        var id = "volume/vol-0123456789abcdef0";
        return new DeclaredResource(Arn.of("ec2", Flow.EAST, ACCOUNT, id), image);
    }

    @Override
    public Map<String, String> order() {
        return Map.of("availabilityZone", Flow.EUROPE + "a");
    }

    @Override
    public List<String> differences(Arn restored, Path newResources) throws IOException {
        var other = newResources.resolve(FolderExhibit.name(restored) + ".raw");
        var at = Files.mismatch(image, other);
        return at < 0 ? List.of() : List.of("byte " + at);
    }
}
