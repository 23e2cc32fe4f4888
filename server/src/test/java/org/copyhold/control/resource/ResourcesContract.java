package org.copyhold.control.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Arn;
import org.copyhold.kit.ErrorCode;
import org.copyhold.kit.Refusals;
import org.copyhold.kit.ServiceClock;
import org.copyhold.sql.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the keeper of resources promises. */
abstract class ResourcesContract {
    private static final Arn STACK =
            Arn.of("cloudformation", "us-east-1", "123456789012", "stack/shop/1");

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

    @Test
    void aStackIsKeptWithItsMembersAndTags() {
        var stack = stack(Map.of("Files", arn("00000001"), "Bucket", Arn.of("s3", "", "", "b")));
        resources.configure(List.of(stack, resource("00000001", "/a")));

        assertThat(resources.find(STACK)).contains(stack);
        assertThat(resources.list()).containsExactly(stack, resource("00000001", "/a"));
        assertThat(stack.name()).isEqualTo("shop");
        assertThat(stack.path()).isEmpty();
        var other = stack(Map.of("Files", arn("00000002")));
        resources.add(other);
        assertThat(resources.find(STACK)).contains(other);
    }

    @Test
    void whatCannotBeAStackIsRefused() {
        refuses("must have 1 to 500 members", Map.of());
        refuses("cannot have a member called \"a b\"", Map.of("a b", arn("00000001")));
        refuses("twice", Map.of("A", arn("00000001"), "B", arn("00000001")));
        refuses("stacks do not hold stacks", Map.of("Inner", STACK));
        refuses(
                "of another account or Region",
                Map.of(
                        "Far",
                        Arn.of(
                                "elasticfilesystem",
                                "eu-west-1",
                                "123456789012",
                                "file-system/fs-00000001")));
        Refusals.refuses(
                ErrorCode.INVALID_PARAMETER_VALUE,
                "is no stack",
                () ->
                        new DeclaredResource(
                                arn("00000001"), Substance.Members.of(Map.of()), Tags.NONE));
        Refusals.refuses(
                ErrorCode.INVALID_PARAMETER_VALUE,
                "has members, not a path",
                () -> new DeclaredResource(STACK, Path.of("/a")));
    }

    private static void refuses(String why, Map<String, Arn> members) {
        Refusals.refuses(ErrorCode.INVALID_PARAMETER_VALUE, why, () -> stack(members));
    }

    private static DeclaredResource stack(Map<String, Arn> members) {
        return new DeclaredResource(
                STACK, Substance.Members.of(members), Tags.of(Map.of("team", "shop")));
    }

    private static DeclaredResource resource(String id, String path) {
        return new DeclaredResource(arn(id), Path.of(path));
    }

    private static Arn arn(String id) {
        return Arn.of("elasticfilesystem", "us-east-1", "123456789012", "file-system/fs-" + id);
    }
}
