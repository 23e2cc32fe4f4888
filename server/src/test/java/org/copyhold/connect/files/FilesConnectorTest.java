package org.copyhold.connect.files;

import org.copyhold.connect.Connector;
import org.copyhold.connect.ConnectorContract;
import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.kit.Arn;
import org.junit.jupiter.api.AfterEach;

import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class FilesConnectorTest extends ConnectorContract {
    private static final String ACCOUNT = "123456789012";
    private static final Arn ARN =
            Arn.of("elasticfilesystem", "us-east-1", ACCOUNT, "file-system/fs-0123456789abcdef0");

    private final Workbench bench = new Workbench();
    private final Resource share =
            new Resource(
                    ARN,
                    bench.tree("share")
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
        bench.close();
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
        return new RestoreOrder(
                ARN,
                metadata,
                job,
                Instant.parse("2026-11-22T11:20:03.123Z"),
                new RestoreOrder.Place(
                        ACCOUNT,
                        "us-east-1",
                        arn -> arn.equals(ARN) ? Optional.of(share) : Optional.empty(),
                        bench.place("restored")));
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
