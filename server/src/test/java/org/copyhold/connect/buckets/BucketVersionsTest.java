package org.copyhold.connect.buckets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Reading;
import org.copyhold.connect.Recording;
import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.connect.Restoring;
import org.copyhold.kit.Arn;
import org.copyhold.kit.BackupException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Buckets that keep versions, on LocalS3, which does. */
class BucketVersionsTest {
    private static final TestEndpoint SERVER = TestEndpoint.LOCALS3;
    private static final S3Client CLIENT = SERVER.client();
    private static final Instant LATER = Instant.parse("2999-01-01T00:00:00Z");

    @TempDir private Path folder;

    private final String source = "b-" + UUID.randomUUID();
    private final String made = "b-" + UUID.randomUUID();
    private final List<String> problems = new ArrayList<>();
    private final BucketsConnector connector =
            new BucketsConnector(Map.of("here", SERVER.endpoint()));

    @BeforeEach
    void make() {
        CLIENT.createBucket(it -> it.bucket(source));
        keepVersions(source);
        put("a", "only");
        put("b", "first");
        put("b", "second");
        delete("b");
        put("b", "third");
        put("b/0", "under");
        put("c", "gone");
        delete("c");
    }

    @AfterAll
    static void close() {
        CLIENT.close();
    }

    private static void keepVersions(String bucket) {
        CLIENT.putBucketVersioning(
                it ->
                        it.bucket(bucket)
                                .versioningConfiguration(
                                        of -> of.status(BucketVersioningStatus.ENABLED)));
    }

    private void put(String key, String content) {
        CLIENT.putObject(it -> it.bucket(source).key(key), RequestBody.fromString(content));
    }

    private void delete(String key) {
        CLIENT.deleteObject(it -> it.bucket(source).key(key));
    }

    private Resource resource(String bucket) {
        return new Resource(Arn.of("s3", "", "", bucket), new Resource.Remote("here"));
    }

    private Recording record() {
        return Recording.of(reading());
    }

    private Reading reading() {
        return connector.read(resource(source), (path, what) -> problems.add(path + " " + what));
    }

    private Restoring restoring(String... more) {
        var metadata = new HashMap<String, String>();
        metadata.put("DestinationBucketName", made);
        metadata.put("NewBucket", "true");
        for (var i = 0; i < more.length; i += 2) {
            metadata.put(more[i], more[i + 1]);
        }
        var place =
                new RestoreOrder.Place(
                        "1", "us-east-1", arn -> Optional.of(resource(arn.resource())), folder);
        var order =
                new RestoreOrder(resource(source).arn(), metadata, "job-1", Instant.EPOCH, place);
        return connector.restore(order, (path, what) -> problems.add(path + " " + what));
    }

    /** Of each key what its versions hold, oldest first, "-" for a delete marker. */
    private Map<String, List<String>> stacks(String name) {
        var stacks = new TreeMap<String, List<String>>();
        try (var reading = connector.read(resource(name), (path, what) -> {})) {
            for (var item = reading.next(); item != null; item = reading.next()) {
                if (item.path().length == 0) {
                    continue;
                }
                var path = ObjectPath.of(item.path());
                if (path.kind() == ObjectPath.Kind.COUNT) {
                    continue;
                }
                stacks.computeIfAbsent(path.key(), _ -> new ArrayList<>()).add(content(item));
            }
        }
        return stacks;
    }

    private static String content(org.copyhold.connect.Item item) {
        try (var content = java.util.Objects.requireNonNull(item.open())) {
            if (ObjectMeta.decode(item.metadata()) == null) {
                return "-";
            }
            var bytes = new byte[100];
            var n = content.read(0, bytes, 0, bytes.length);
            return new String(bytes, 0, n, java.nio.charset.StandardCharsets.US_ASCII);
        }
    }

    private Map<String, String> current(String bucket) {
        var objects = new TreeMap<String, String>();
        for (var object : CLIENT.listObjectsV2(it -> it.bucket(bucket)).contents()) {
            objects.put(
                    object.key(),
                    CLIENT.getObjectAsBytes(it -> it.bucket(bucket).key(object.key()))
                            .asUtf8String());
        }
        return objects;
    }

    @Test
    void allVersionsComeBackInTheirOrder() {
        record().restore(restoring("RestoreLatestVersionsUpTo", "all"));

        assertThat(stacks(made))
                .isEqualTo(stacks(source))
                .containsEntry("b", List.of("first", "second", "-", "third"))
                .containsEntry("c", List.of("gone", "-"));
        assertThat(problems).isEmpty();
    }

    @Test
    void asManyVersionsComeBackAsWereAskedFor() {
        record().restore(restoring("RestoreLatestVersionsUpTo", "2"));

        assertThat(stacks(made))
                .containsEntry("a", List.of("only"))
                .containsEntry("b", List.of("-", "third"))
                .containsEntry("c", List.of("gone", "-"));
    }

    @Test
    void withoutAWishTheLatestComesBackAndNothingThatWasDeleted() {
        record().restore(restoring());

        assertThat(current(made)).isEqualTo(Map.of("a", "only", "b", "third", "b/0", "under"));
    }

    @Test
    void aNewVersionLeavesTheOlderOnesUnread() {
        var recording = record();
        put("b", "fourth");
        put("a", "another");

        var read = new ArrayList<String>();
        try (var reading = reading()) {
            for (var item = reading.next(); item != null; item = reading.next()) {
                var path = item.path();
                var known =
                        recording.entries().stream()
                                .filter(it -> java.util.Arrays.equals(it.path(), path))
                                .findFirst();
                if (known.isEmpty() || !item.unchangedSince(known.get().metadata(), LATER)) {
                    var its = ObjectPath.of(path);
                    read.add(its.kind() == ObjectPath.Kind.COUNT ? "count" : content(item));
                }
            }
        }

        assertThat(read).containsExactlyInAnyOrder("count", "another", "count", "fourth");
    }

    @Test
    void versionsPutByAnAttemptThatWasCutShortAreNotThereTwice() {
        var recording = record();
        try (var restoring = restoring("RestoreLatestVersionsUpTo", "all")) {
            for (var entry : recording.entries().subList(0, 5)) {
                if (restoring.wants(entry.path())) {
                    var pieces = entry.pieces().iterator();
                    restoring.make(
                            entry.path(),
                            entry.metadata(),
                            entry.size(),
                            () -> pieces.hasNext() ? pieces.next() : null);
                }
            }
        }

        recording.restore(restoring("RestoreLatestVersionsUpTo", "all"));

        assertThat(stacks(made)).isEqualTo(stacks(source));
    }

    @Test
    void aBucketWithoutVersionsTakesOneOfEachObject() {
        CLIENT.createBucket(it -> it.bucket(made));

        assertThatThrownBy(
                        () ->
                                restoring("NewBucket", "false", "RestoreLatestVersionsUpTo", "2")
                                        .close())
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining(made)
                .hasMessageContaining("it keeps no versions")
                .hasMessageContaining("then start the job again");

        record().restore(restoring("NewBucket", "false"));
        assertThat(current(made)).hasSize(3);
    }

    @Test
    void aNumberOfVersionsThatIsNoneIsRefused() {
        assertThatThrownBy(() -> restoring("RestoreLatestVersionsUpTo", "0"))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("must be a number from 1, or \"all\"");
    }
}
