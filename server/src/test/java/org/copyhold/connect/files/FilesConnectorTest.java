package org.copyhold.connect.files;

import org.copyhold.connect.Connector;
import org.copyhold.connect.ConnectorContract;
import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.junit.jupiter.api.AfterEach;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class FilesConnectorTest extends ConnectorContract {
    private final TempTrees temp = new TempTrees();
    private final Resource share =
            new Resource(
                    Restores.SHARE,
                    temp.tree("share")
                            .folder("a")
                            .file("a/b", "one")
                            .file("a!", "two")
                            .folder("a.d")
                            .file("a.d/x", "three")
                            .symbolicLink("z", "a/b")
                            .hardLink("y", "a!")
                            .root());

    @AfterEach
    void clearUp() {
        temp.close();
    }

    @Override
    protected Connector connector() {
        return new FilesConnector();
    }

    @Override
    protected Resource resource() {
        return share;
    }

    @Override
    protected RestoreOrder order(String job, Map<String, String> metadata) {
        return Restores.order(temp, job, metadata);
    }

    @Override
    protected List<?> differences(Resource one, Resource other) {
        return TreeCompare.compare(one.path(), other.path());
    }

    @Override
    protected boolean exists(Resource resource) {
        return Files.exists(resource.path());
    }

    @Override
    protected Resource missing() {
        return new Resource(Restores.SHARE, temp.place("nowhere"));
    }

    @Override
    protected RestoreOrder impossible() {
        var file = temp.tree("blocking").file("file", "in the way").root().resolve("file");
        var order = order("job-1", connector().asNew("us-east-1"));
        var place = order.place();
        return new RestoreOrder(
                order.origin(),
                order.metadata(),
                order.job(),
                order.createdAt(),
                new RestoreOrder.Place(
                        place.account(), place.region(), place.resources(), file.resolve("in")));
    }

    @Override
    protected void change(byte[] path) {
        var file = share.path().resolve(new String(path, StandardCharsets.UTF_8));
        try {
            Files.writeString(file, "eno");
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void remove() {
        temp.remove("share");
    }

    @Override
    protected boolean restoresInPlace() {
        return true;
    }

    @Override
    protected String name(Resource resource) {
        return resource.path().toString();
    }
}
