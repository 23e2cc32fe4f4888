package org.copyhold.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.connect.buckets.BucketsConnector;
import org.copyhold.connect.buckets.TestEndpoint;
import org.copyhold.control.backup.BackupJob;
import org.copyhold.control.backup.BackupOrder;
import org.copyhold.control.backup.BackupState;
import org.copyhold.control.copy.CopyState;
import org.copyhold.control.job.Issues;
import org.copyhold.control.point.RecoveryPoint;
import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.control.resource.Substance;
import org.copyhold.control.restore.RestoreState;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Arn;
import org.copyhold.sql.Database;
import org.copyhold.sql.TestDatabases;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.MemoryBlobs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Buckets that workers back up, copy and restore, on real stores and a real database. */
final class BucketRunsTest {
    private static final TestEndpoint SERVER = TestEndpoint.S3PROXY;

    @TempDir Path folder;

    private final String name = "b-" + UUID.randomUUID();
    private final Arn arn = Arn.of("s3", "", "", name);
    private final Map<String, BlobStore> blobs = new ConcurrentHashMap<>();
    private final S3Client client = SERVER.client();
    private Database database;
    private JobHouse house;
    private Arn away;

    @BeforeEach
    void open() {
        database = TestDatabases.sqlite(folder);
        house =
                new JobHouse(
                                folder,
                                database,
                                at -> blobs.computeIfAbsent(at, MemoryBlobs::new),
                                new BucketsConnector(Map.of("here", SERVER.endpoint())))
                        .started();
        house.vault(JobHouse.EAST, "home");
        away = house.vault(JobHouse.WEST, "away").arn();
        client.createBucket(it -> it.bucket(name));
        for (var i = 0; i < 300; i++) {
            put("some/" + i % 7 + "/object-" + i, "content " + i);
        }
        house.resources.add(
                new DeclaredResource(
                        arn,
                        new Substance.Remote(JobHouse.ACCOUNT, "us-east-1", "here"),
                        Tags.NONE));
    }

    @AfterEach
    void close() {
        house.close();
        database.close();
        client.close();
    }

    private void put(String key, String content) {
        client.putObject(it -> it.bucket(name).key(key), RequestBody.fromString(content));
    }

    private Map<String, String> objects(String bucket) {
        var objects = new TreeMap<String, String>();
        for (var object : client.listObjectsV2Paginator(it -> it.bucket(bucket)).contents()) {
            objects.put(
                    object.key(),
                    client.getObjectAsBytes(it -> it.bucket(bucket).key(object.key()))
                            .asUtf8String());
        }
        return objects;
    }

    private RecoveryPoint backedUp() {
        var job = house.backups.accept(JobHouse.backupOf(arn, "home"));
        var state = (BackupState.Completed) house.ended(job);
        assertThat(state.issues()).isEqualTo(Issues.NONE);
        return point(job);
    }

    private RecoveryPoint point(BackupJob job) {
        return house.points.findById(job.pointId()).orElseThrow();
    }

    @Test
    void aBucketComesBackFromACopyInAnotherRegion() {
        var point = backedUp();
        assertThat(point.arn().toString()).startsWith("arn:aws:backup:us-east-1:");
        var copy = house.copy(point, away, null);
        assertThat(house.ended(copy)).isInstanceOf(CopyState.Completed.class);
        var copied = house.points.findById(copy.copyId()).orElseThrow();
        var other = "b-" + UUID.randomUUID();

        var state =
                (RestoreState.Completed)
                        house.ended(
                                house.restore(
                                        copied,
                                        Map.of(
                                                "DestinationBucketName",
                                                other,
                                                "NewBucket",
                                                "true")));

        assertThat(objects(other)).hasSize(300).isEqualTo(objects(name));
        var made = house.resources.find(state.created()).orElseThrow();
        assertThat(made.substance())
                .isEqualTo(new Substance.Remote(JobHouse.ACCOUNT, "eu-west-1", "here"));
    }

    @Test
    void itemsComeBackIntoTheirBucketWithoutHarmToOthers() {
        var point = backedUp();
        client.deleteObject(it -> it.bucket(name).key("some/1/object-1"));
        put("some/1/object-8", "newer");
        put("some/2/object-2", "newer too");

        var job =
                house.restore(
                        point,
                        Map.of(
                                "DestinationBucketName",
                                name,
                                "ItemsToRestore",
                                "[\"some/1/\", \"some/3/object-3\"]"));

        var state = (RestoreState.Completed) house.ended(job);
        assertThat(state.issues().message())
                .contains("1 item could not be restored as they were: some/1/object-8");
        assertThat(objects(name))
                .hasSize(300)
                .containsEntry("some/1/object-1", "content 1")
                .containsEntry("some/1/object-8", "newer")
                .containsEntry("some/2/object-2", "newer too");
    }

    @Test
    void aBucketThatIsGoneFailsItsBackup() {
        house.resources.add(
                new DeclaredResource(
                        Arn.of("s3", "", "", "gone-for-good"),
                        new Substance.Remote(JobHouse.ACCOUNT, "us-east-1", "here"),
                        Tags.NONE));

        var job =
                house.backups.accept(
                        JobHouse.backupOf(Arn.of("s3", "", "", "gone-for-good"), "home"));

        var state = (BackupState.Failed) house.ended(job);
        assertThat(state.why().message())
                .startsWith("Backup job failed. Bucket gone-for-good at http://127.0.0.1:")
                .contains("404");
    }

    @Test
    void whatAJobIsNotToKeepIsNotRestored() {
        client.putObject(
                it -> it.bucket(name).key("open").acl(ObjectCannedACL.PUBLIC_READ),
                RequestBody.fromString("for all"));
        var order = JobHouse.backupOf(arn, "home");
        var job =
                house.backups.accept(
                        new BackupOrder(
                                order.caller(),
                                order.vault(),
                                order.resource(),
                                order.role(),
                                order.windows(),
                                order.lifecycle(),
                                order.tags(),
                                Map.of("BackupACLs", "disabled"),
                                null));
        assertThat(house.ended(job)).isInstanceOf(BackupState.Completed.class);
        client.deleteObject(it -> it.bucket(name).key("open"));

        var restored =
                house.restore(
                        point(job),
                        Map.of("DestinationBucketName", name, "ItemsToRestore", "[\"open\"]"));

        assertThat(house.ended(restored)).isInstanceOf(RestoreState.Completed.class);
        assertThat(client.getObjectAcl(it -> it.bucket(name).key("open")).grants()).hasSize(1);
    }
}
