package org.copyhold.connect.buckets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Recording;
import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.connect.Restoring;
import org.copyhold.kit.Arn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a restore into a new bucket takes for its own, wherever it stopped. */
class BucketClaimsTest {
    private static final S3Client CLIENT = TestEndpoint.S3PROXY.client();

    @TempDir private Path folder;

    private final String source = "b-" + UUID.randomUUID();
    private final String made = "b-" + UUID.randomUUID();
    private final BucketsConnector connector =
            new BucketsConnector(Map.of("here", TestEndpoint.S3PROXY.endpoint()));
    private Recording recording;

    @BeforeEach
    void record() {
        CLIENT.createBucket(it -> it.bucket(source));
        put(source, "a", "1");
        put(source, "b", "2");
        put(source, "c", "3");
        var resource = new Resource(Arn.of("s3", "", "", source), new Resource.Remote("here"));
        recording = Recording.of(connector.read(resource, (_, _) -> {}));
    }

    @AfterAll
    static void close() {
        CLIENT.close();
    }

    private static void put(String bucket, String key, String content) {
        CLIENT.putObject(it -> it.bucket(bucket).key(key), RequestBody.fromString(content));
    }

    private static List<String> keys(String bucket) {
        return CLIENT.listObjectsV2(it -> it.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private RestoreOrder order() {
        var place = new RestoreOrder.Place("1", "us-east-1", _ -> Optional.empty(), folder);
        return new RestoreOrder(
                Arn.of("s3", "", "", source),
                Map.of("DestinationBucketName", made, "NewBucket", "true"),
                "job-1",
                Instant.EPOCH,
                place);
    }

    private Restoring restoring() {
        return connector.restore(order(), (_, _) -> {});
    }

    private void make(Restoring restoring, int from, int to) {
        for (var entry : recording.entries().subList(from, to)) {
            var pieces = entry.pieces().iterator();
            restoring.make(
                    entry.path(),
                    entry.metadata(),
                    entry.size(),
                    () -> pieces.hasNext() ? pieces.next() : null);
        }
    }

    private Path mark() {
        return S3Order.of(order(), java.util.Set.of("here")).mark();
    }

    @Test
    void aBucketThatSomebodyMadeAfterTheMarkKeepsWhatIsInIt() throws IOException {
        Files.write(mark(), new byte[] {1}); // and here the machine stopped
        CLIENT.createBucket(it -> it.bucket(made));
        put(made, "theirs", "x");

        assertThatThrownBy(() -> restoring().close())
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("it exists already, and nothing shows");

        assertThat(keys(made)).containsExactly("theirs");
    }

    @Test
    void whatOthersPutIntoANewBucketOutlivesARestoreThatIsGivenUp() {
        try (var restoring = restoring()) {
            make(restoring, 0, 4);
            put(made, "b-theirs", "x");

            assertThatThrownBy(restoring::abandon)
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining(made)
                    .hasMessageContaining("It holds more than was put there, so it stays");
        }
        assertThat(keys(made)).containsExactly("b-theirs");
    }

    @Test
    void whatOthersPutIntoANewBucketOutlivesARetry() {
        try (var restoring = restoring()) {
            make(restoring, 0, 3);
        }
        put(made, "b-theirs", "x");

        recording.restore(restoring());

        assertThat(keys(made)).containsExactly("a", "b", "b-theirs", "c");
    }

    @Test
    void aBucketThatWasMadeAnewBySomebodyBetweenTwoAttemptsIsTheirs() {
        try (var restoring = restoring()) {
            make(restoring, 0, 3);
        }
        for (var object : new AllObjects(bucket())) {
            object.delete(bucket());
        }
        put(made, "a", "theirs");

        assertThatThrownBy(() -> restoring().close())
                .hasMessageContaining("it exists already, and nothing shows");

        assertThat(keys(made)).containsExactly("a");
    }

    private Bucket bucket() {
        return new Bucket(made, TestEndpoint.S3PROXY.endpoint(), CLIENT);
    }

    @Test
    void whatAnEarlierAttemptHadEndedIsEndedAgain() {
        recording.restore(restoring());
        put(made, "b", "changed since");

        recording.restore(restoring());

        assertThat(keys(made)).containsExactly("a", "b", "c");
        assertThat(CLIENT.getObjectAsBytes(it -> it.bucket(made).key("b")).asUtf8String())
                .isEqualTo("changed since");
    }

    @Test
    void aRestoreThatIsGivenUpAfterACrashLeavesNothing() {
        try (var restoring = restoring()) {
            make(restoring, 0, 3);
        }

        try (var restoring = restoring()) {
            restoring.abandon();
        }

        assertThat(CLIENT.listBuckets().buckets()).noneMatch(it -> it.name().equals(made));
        assertThat(folder).isEmptyDirectory();
    }
}
