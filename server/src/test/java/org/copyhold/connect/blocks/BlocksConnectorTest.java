package org.copyhold.connect.blocks;

import org.copyhold.connect.Connector;
import org.copyhold.connect.ConnectorContract;
import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class BlocksConnectorTest extends ConnectorContract {
    @TempDir Path folder;

    private Disk disk;

    @BeforeEach
    void make() {
        disk =
                Disk.of(folder.resolve("disk.img"), 9L * Disk.BLOCK + 700)
                        .write(0, Disk.random(1, 100))
                        .write(3L * Disk.BLOCK - 50, Disk.random(2, Disk.BLOCK))
                        .write(9L * Disk.BLOCK + 600, Disk.random(3, 100));
    }

    @Override
    protected Connector connector() {
        return new BlocksConnector();
    }

    @Override
    protected Resource resource() {
        return disk.resource();
    }

    @Override
    protected RestoreOrder order(String job, Map<String, String> metadata) {
        return disk.order(job, metadata, folder.resolve("restored"));
    }

    @Override
    protected List<?> differences(Resource one, Resource other) {
        return Disk.difference(one.path(), other.path()).stream().toList();
    }

    @Override
    protected boolean exists(Resource resource) {
        return Files.exists(resource.path());
    }

    @Override
    protected Resource missing() {
        return new Resource(Disk.ARN, folder.resolve("nowhere.img"));
    }

    @Override
    protected RestoreOrder impossible() {
        return disk.order("job-1", connector().asNew("us-east-1"), disk.path().resolve("restored"));
    }

    @Override
    protected void change(byte[] path) {
        disk.write(10, Disk.random(4, 10));
        try {
            Files.setLastModifiedTime(
                    disk.path(), FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void remove() {
        try {
            Files.delete(disk.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected boolean restoresInPlace() {
        return false;
    }

    @Override
    protected String name(Resource resource) {
        return resource.path().toString();
    }
}
