package org.copyhold.connect.buckets;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.copyhold.connect.Connector;
import org.copyhold.connect.ConnectorContract;
import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.kit.Arn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/** What buckets promise, and what an endpoint has to do for it. */
abstract class BucketsContract extends ConnectorContract {
    static final String ACCOUNT = "123456789012";

    @TempDir Path folder;

    final String name = "b-" + UUID.randomUUID();
    final S3Client client = BucketClients.open(server().endpoint());

    abstract TestEndpoint server();

    @BeforeEach
    void make() {
        client.createBucket(it -> it.bucket(name));
        client.putObject(
                it ->
                        it.bucket(name)
                                .key("a/text")
                                .contentType("text/plain")
                                .metadata(Map.of("owner", "me")),
                RequestBody.fromString("hello"));
        put("a!", bytes(300));
        put("a/0/b", bytes(2_000_000));
        put("empty", bytes(0));
        put("two words/and more+", bytes(700));
    }

    @AfterEach
    void close() {
        client.close();
    }

    static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    void put(String key, byte[] content) {
        client.putObject(it -> it.bucket(name).key(key), RequestBody.fromBytes(content));
    }

    static Arn arn(String bucket) {
        return Arn.of("s3", "", "", bucket);
    }

    @Override
    protected Connector connector() {
        return new BucketsConnector(Map.of("here", server().endpoint()));
    }

    @Override
    protected Resource resource() {
        return new Resource(arn(name), new Resource.Remote("here"));
    }

    @Override
    protected RestoreOrder order(String job, Map<String, String> metadata) {
        var place =
                new RestoreOrder.Place(
                        ACCOUNT,
                        "us-east-1",
                        arn -> arn.equals(arn(name)) ? Optional.of(resource()) : Optional.empty(),
                        folder.resolve("restored"));
        return new RestoreOrder(
                arn(name), metadata, job, Instant.parse("2026-11-22T11:20:03.123Z"), place);
    }

    @Override
    protected List<?> differences(Resource one, Resource other) {
        var differences = new ArrayList<String>();
        var its = objects(one);
        var others = objects(other);
        if (!its.keySet().equals(others.keySet())) {
            differences.add(its.keySet() + " and " + others.keySet());
        }
        its.forEach(
                (key, told) -> {
                    if (!told.equals(others.get(key))) {
                        differences.add(key + ": " + told + " and " + others.get(key));
                    }
                });
        return differences;
    }

    /** What can be told of each object. */
    private Map<String, String> objects(Resource resource) {
        var bucket = resource.arn().resource();
        var objects = new TreeMap<String, String>();
        for (var listed : client.listObjectsV2Paginator(it -> it.bucket(bucket)).contents()) {
            var object = client.getObjectAsBytes(it -> it.bucket(bucket).key(listed.key()));
            var answer = object.response();
            objects.put(
                    listed.key(),
                    answer.contentType()
                            + answer.metadata()
                            + Arrays.hashCode(object.asByteArray()));
        }
        return objects;
    }

    @Override
    protected boolean exists(Resource resource) {
        return client.listBuckets().buckets().stream()
                .anyMatch(it -> it.name().equals(resource.arn().resource()));
    }

    @Override
    protected Resource missing() {
        return new Resource(arn("nowhere-at-all"), new Resource.Remote("here"));
    }

    @Override
    protected RestoreOrder impossible() {
        return order("job-1", Map.of("DestinationBucketName", name, "NewBucket", "true"));
    }

    @Override
    protected void change(byte[] path) {
        put(Keys.key(path), "x".repeat(5).getBytes(UTF_8));
    }

    @Override
    protected void remove() {
        client.listObjectsV2Paginator(it -> it.bucket(name))
                .contents()
                .forEach(object -> client.deleteObject(it -> it.bucket(name).key(object.key())));
        client.deleteBucket(it -> it.bucket(name));
    }

    @Override
    protected boolean restoresInPlace() {
        return true;
    }

    @Override
    protected boolean readsOneState() {
        return true;
    }

    @Override
    protected String name(Resource resource) {
        return "Bucket " + resource.arn().resource();
    }
}
