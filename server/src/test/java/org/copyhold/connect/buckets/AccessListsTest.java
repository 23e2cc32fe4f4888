package org.copyhold.connect.buckets;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.connect.Recording;
import org.copyhold.connect.Report;
import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.kit.Arn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Access lists and tags: on S3Proxy, which has lists, and LocalS3, which has tags. */
class AccessListsTest {
    private static final Instant LATER = Instant.parse("2999-01-01T00:00:00Z");
    private static final S3Client WITH_LISTS = TestEndpoint.S3PROXY.client();
    private static final S3Client WITH_TAGS = TestEndpoint.LOCALS3.client();

    @TempDir private Path folder;

    private final String source = "b-" + UUID.randomUUID();
    private final String made = "b-" + UUID.randomUUID();
    private final List<String> problems = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final BucketsConnector connector =
            new BucketsConnector(
                    Map.of(
                            "lists", TestEndpoint.S3PROXY.endpoint(),
                            "tags", TestEndpoint.LOCALS3.endpoint()));
    private final Report report =
            new Report() {
                @Override
                public void problem(String path, String what) {
                    problems.add(path + " " + what);
                }

                @Override
                public void tell(String line) {
                    told.add(line);
                }
            };

    @BeforeEach
    void make() {
        WITH_LISTS.createBucket(it -> it.bucket(source));
        WITH_LISTS.putObject(
                it -> it.bucket(source).key("open").acl(ObjectCannedACL.PUBLIC_READ),
                RequestBody.fromString("open"));
        WITH_LISTS.putObject(it -> it.bucket(source).key("shut"), RequestBody.fromString("shut"));
        WITH_TAGS.createBucket(it -> it.bucket(source));
        WITH_TAGS.putObject(
                it -> it.bucket(source).key("tagged").tagging("colour=red"),
                RequestBody.fromString("x"));
    }

    @AfterAll
    static void close() {
        WITH_LISTS.close();
        WITH_TAGS.close();
    }

    private Resource resource(String endpoint) {
        return new Resource(Arn.of("s3", "", "", source), new Resource.Remote(endpoint));
    }

    private Recording record(String endpoint, String... options) {
        return Recording.of(connector.read(resource(endpoint), map(options), report));
    }

    private static Map<String, String> map(String... pairs) {
        var map = new HashMap<String, String>();
        for (var i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private void restore(Recording recording, String endpoint, String... more) {
        var metadata = map(more);
        metadata.put("DestinationBucketName", made);
        metadata.put("NewBucket", "true");
        metadata.put("copyhold:endpoint", endpoint);
        var place = new RestoreOrder.Place("1", "us-east-1", _ -> Optional.empty(), folder);
        recording.restore(
                connector.restore(
                        new RestoreOrder(
                                Arn.of("s3", "", "", source),
                                metadata,
                                "job-1",
                                Instant.EPOCH,
                                place),
                        report));
    }

    private static AccessList list(String bucket, String key) {
        return AccessList.of(WITH_LISTS.getObjectAcl(it -> it.bucket(bucket).key(key)));
    }

    @Test
    void accessListsComeBack() {
        restore(record("lists"), "lists");

        assertThat(list(made, "open")).isEqualTo(list(source, "open"));
        assertThat(list(made, "open").isUsual()).isFalse();
        assertThat(list(made, "shut").isUsual()).isTrue();
        assertThat(problems).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void accessListsStayAwayWhereNobodyWantsThem() {
        restore(record("lists", "BackupACLs", "disabled"), "lists");
        assertThat(list(made, "open").isUsual()).isTrue();
        WITH_LISTS.deleteObject(it -> it.bucket(made).key("open"));
        WITH_LISTS.deleteObject(it -> it.bucket(made).key("shut"));
        WITH_LISTS.deleteBucket(it -> it.bucket(made));

        restore(record("lists"), "lists", "RestoreACLs", "false");
        assertThat(list(made, "open").isUsual()).isTrue();
    }

    @Test
    void anEndpointWithoutAccessListsIsToldOf() {
        var _ = record("tags");
        assertThat(problems).isEmpty();
        assertThat(told).singleElement().asString().contains("has no access lists of objects");

        var _ = record("tags", "BackupACLs", "enabled");
        assertThat(problems)
                .singleElement()
                .asString()
                .contains(source)
                .contains("has no access lists of objects");
    }

    @Test
    void anObjectWhoseListNobodyTakesIsRestoredAndReported() {
        restore(record("lists"), "tags");

        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("open is restored without its access list: the endpoint answered");
        assertThat(WITH_TAGS.getObjectAsBytes(it -> it.bucket(made).key("open")).asUtf8String())
                .isEqualTo("open");
    }

    @Test
    void tagsComeBackUnlessTheyAreNotToBeKept() {
        restore(record("tags"), "tags");
        assertThat(WITH_TAGS.getObjectTagging(it -> it.bucket(made).key("tagged")).tagSet())
                .singleElement()
                .asString()
                .contains("colour");

        var without = record("tags", "BackupObjectTags", "disabled").entries().getLast();
        assertThat(new String(without.metadata(), java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain("colour");
    }

    @Test
    void whatWasKeptUnderOtherOptionsIsReadAgain() {
        var with = record("lists");

        assertThat(unchanged(with)).isEqualTo(3);
        assertThat(unchanged(with, "BackupACLs", "disabled")).isEqualTo(1);
        assertThat(unchanged(with, "BackupObjectTags", "disabled")).isEqualTo(1);
        var without = record("lists", "BackupACLs", "disabled");
        assertThat(unchanged(without)).isEqualTo(1);
        assertThat(unchanged(without, "BackupACLs", "disabled")).isEqualTo(3);
    }

    private int unchanged(Recording recording, String... options) {
        var unchanged = 0;
        try (var reading = connector.read(resource("lists"), map(options), report)) {
            for (var item = reading.next(); item != null; item = reading.next()) {
                if (item.unchangedSince(recording.entry(item.path()).metadata(), LATER)) {
                    unchanged++;
                }
            }
        }
        return unchanged;
    }
}
