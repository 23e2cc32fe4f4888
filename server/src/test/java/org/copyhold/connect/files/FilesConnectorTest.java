package org.copyhold.connect.files;

import org.copyhold.connect.Connector;
import org.copyhold.connect.ConnectorContract;
import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.junit.jupiter.api.AfterEach;

import java.nio.file.Files;
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
    protected Map<String, String> asNew() {
        return Map.of("newFileSystem", "true");
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
}
