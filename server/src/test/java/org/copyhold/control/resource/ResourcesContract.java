package org.copyhold.control.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.kit.Arn;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What the keeper of resources promises. */
abstract class ResourcesContract {
    @TempDir Path folder;
    private Database database;
    private Resources resources;

    abstract Database open(Path folder);

    @BeforeEach
    void openKeeper() {
        database = open(folder);
        resources = new Resources(database, new ServiceClock(() -> Instant.EPOCH));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatTheConfigurationDeclaresNoMoreIsGoneAndWhatWasAddedStays() {
        resources.configure(List.of(resource("00000001", "/a"), resource("00000002", "/b")));
        resources.add(resource("00000003", "/c"));
        resources.configure(List.of(resource("00000002", "/moved")));

        assertThat(resources.list())
                .containsExactly(resource("00000002", "/moved"), resource("00000003", "/c"));
    }

    @Test
    void aPathCanBeChangedAndAResourceRemoved() {
        resources.add(resource("00000001", "/a"));
        resources.add(resource("00000001", "/b"));

        assertThat(resources.find(arn("00000001"))).contains(resource("00000001", "/b"));
        assertThat(resources.remove(arn("00000001"))).isTrue();
        assertThat(resources.remove(arn("00000001"))).isFalse();
        assertThat(resources.find(arn("00000001"))).isEmpty();
    }

    private static DeclaredResource resource(String id, String path) {
        return new DeclaredResource(arn(id), Path.of(path));
    }

    private static Arn arn(String id) {
        return Arn.of("elasticfilesystem", "us-east-1", "123456789012", "file-system/fs-" + id);
    }
}
