package org.copyhold.connect.buckets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Endpoint;
import org.copyhold.connect.Reading;
import org.copyhold.connect.Recording;
import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.kit.Arn;
import org.copyhold.testing.FaultProxy;
import org.copyhold.testing.FaultProxy.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/** Buckets behind networks and servers that have bad days. */
class BucketFaultsTest {
    private static final Endpoint SERVER = TestEndpoint.S3PROXY.endpoint();
    private static final S3Client CLIENT = TestEndpoint.S3PROXY.client();
    private static final int OBJECTS = 12;
    private static final int LONG = 3_000_000;

    @TempDir private Path folder;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final String source = "b-" + UUID.randomUUID();
    private final List<String> problems = new ArrayList<>();
    private FaultProxy proxy;

    @BeforeEach
    void make() {
        System.out.println("BucketFaultsTest: replay with -Dseed=" + seed);
        proxy =
                new FaultProxy(
                        Objects.requireNonNull(SERVER.endpoint()), seed, 8, FaultProxy.PASSING);
        CLIENT.createBucket(it -> it.bucket(source));
        for (var i = 0; i < OBJECTS; i++) {
            put("object-" + i, i * 500);
        }
        put("the-long-one", LONG);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
    }

    @AfterAll
    static void close() {
        CLIENT.close();
    }

    private void put(String key, int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        CLIENT.putObject(it -> it.bucket(source).key(key), RequestBody.fromBytes(bytes));
    }

    private static Endpoint at(FaultProxy proxy) {
        return new Endpoint(
                proxy.endpoint(), true, SERVER.region(), SERVER.accessKey(), SERVER.secretKey());
    }

    private static Resource resource(String bucket) {
        return new Resource(Arn.of("s3", "", "", bucket), new Resource.Remote("here"));
    }

    private BucketsConnector connector(FaultProxy to) {
        return new BucketsConnector(Map.of("here", at(to)));
    }

    /** Without access lists, each of which would be a request more. */
    private Reading reading(FaultProxy from) {
        return connector(from)
                .read(
                        resource(source),
                        Map.of("BackupACLs", "disabled"),
                        (path, what) -> problems.add(path + " " + what));
    }

    /** As a job does that ended in trouble which passes. */
    private static <T> T untilItWorks(Supplier<T> attempt) {
        for (var i = 1; ; i++) {
            try {
                return attempt.get();
            } catch (ConnectorException e) {
                if (!e.retryable() || i == 50) {
                    throw e;
                }
            }
        }
    }

    private static Map<String, Integer> objects(String bucket) {
        var objects = new TreeMap<String, Integer>();
        for (var listed : CLIENT.listObjectsV2(it -> it.bucket(bucket)).contents()) {
            var bytes =
                    CLIENT.getObjectAsBytes(it -> it.bucket(bucket).key(listed.key()))
                            .asByteArray();
            objects.put(listed.key(), java.util.Arrays.hashCode(bytes));
        }
        return objects;
    }

    @Test
    void throughABadNetworkAllIsReadAndPut() {
        var target = "b-" + UUID.randomUUID();
        CLIENT.createBucket(it -> it.bucket(target));
        var recording = untilItWorks(() -> Recording.of(reading(proxy)));
        var place =
                new RestoreOrder.Place(
                        "1", "us-east-1", arn -> Optional.of(resource(arn.resource())), folder);
        var order =
                new RestoreOrder(
                        resource(source).arn(),
                        Map.of("DestinationBucketName", target),
                        "job-1",
                        Instant.EPOCH,
                        place);
        var connector = connector(proxy);
        untilItWorks(
                () -> {
                    recording.restore(connector.restore(order, (_, _) -> {}));
                    return order;
                });

        assertThat(objects(target)).as("seed %d", seed).isEqualTo(objects(source));
        assertThat(proxy.faults()).isPositive();
        assertThat(problems).isEmpty();
    }

    @Test
    void anEndpointThatForbidsHalfWayEndsTheReadingAndSaysWhatToDo() throws IOException {
        try (var steady = steady();
                var reading = reading(steady)) {
            var _ = reading.next();
            var first = Objects.requireNonNull(reading.next());
            steady.always(Fault.FORBIDDEN);

            assertThatThrownBy(first::open)
                    .isInstanceOfSatisfying(
                            ConnectorException.class, e -> assertThat(e.retryable()).isFalse())
                    .hasMessageContaining("Bucket " + source)
                    .hasMessageContaining("403")
                    .hasMessageContaining("Let the endpoint's access key list, read");
        }
    }

    private static FaultProxy steady() {
        return new FaultProxy(Objects.requireNonNull(SERVER.endpoint()), 1, 0, FaultProxy.PASSING);
    }

    @Test
    void anEndpointThatAsksForLessTooLongIsTriedLater() throws IOException {
        try (var steady = steady();
                var reading = reading(steady)) {
            var _ = reading.next();
            var first = Objects.requireNonNull(reading.next());
            steady.always(Fault.TOLD_TO_SLOW_DOWN);

            assertThatThrownBy(first::open)
                    .isInstanceOfSatisfying(
                            ConnectorException.class, e -> assertThat(e.retryable()).isTrue())
                    .hasMessageContaining("Bucket " + source)
                    .hasMessageContaining("503")
                    .hasMessageContaining("asks for fewer requests");
        }
    }

    @Test
    void anObjectThatIsReplacedWhileItsReadingIsTakenUpAgainEndsIt() throws IOException {
        try (var steady = steady();
                var reading = reading(steady)) {
            var item = reading.next();
            while (item != null && item.path().length != "the-long-one".length()) {
                item = reading.next();
            }
            steady.always(Fault.ANSWER_HALVED);
            try (var content = Objects.requireNonNull(Objects.requireNonNull(item).open())) {
                steady.always(null);
                put("the-long-one", LONG + 1);

                assertThatThrownBy(() -> readToTheEnd(content))
                        .isInstanceOfSatisfying(
                                ConnectorException.class, e -> assertThat(e.retryable()).isTrue())
                        .hasMessageContaining("object the-long-one was replaced while it was read")
                        .hasMessageContaining("Start the job again");
            }
        }
    }

    @Test
    void aReadingThatBreaksOffIsTakenUpAgainWhereItWas() throws IOException {
        try (var steady = steady();
                var reading = reading(steady)) {
            var item = reading.next();
            while (item != null && item.path().length != "the-long-one".length()) {
                item = reading.next();
            }
            steady.always(Fault.ANSWER_HALVED);
            try (var content = Objects.requireNonNull(Objects.requireNonNull(item).open())) {
                steady.always(null);

                assertThat(readToTheEnd(content)).isEqualTo(LONG);
            }
        }
    }

    private static long readToTheEnd(org.copyhold.connect.Content content) {
        var step = new byte[100_000];
        var at = 0L;
        for (var n = content.read(at, step, 0, step.length);
                n >= 0;
                n = content.read(at, step, 0, step.length)) {
            at += n;
        }
        return at;
    }
}
