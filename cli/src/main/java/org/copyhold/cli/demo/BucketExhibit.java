package org.copyhold.cli.demo;

import org.copyhold.connect.aws.AwsClients;
import org.copyhold.control.resource.DeclaredResource;
import org.copyhold.control.resource.Substance;
import org.copyhold.control.tag.Tags;
import org.copyhold.kit.Arn;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** A bucket on S3Proxy, which keeps it in memory. */
final class BucketExhibit implements Exhibit {
    private static final String BUCKET = "demo";
    private static final String RESTORED = "demo-restored";
    private static final int CONNECTIONS = 4;
    private static final int ATTEMPTS = 3;
    private static final int OBJECTS = 200;
    private static final int LARGEST = 200_000;

    private final LocalServer server;
    private final S3Client client;

    private BucketExhibit(LocalServer server) {
        this.server = server;
        this.client =
                AwsClients.open(
                        S3Client.builder().forcePathStyle(true),
                        server.endpoint(),
                        CONNECTIONS,
                        ATTEMPTS);
    }

    /** Starts the server and fills a bucket. */
    static BucketExhibit in(Path scratch) throws IOException, NotHere {
        var port = LocalServer.freePort();
        var properties = scratch.resolve("s3proxy.properties");
        Files.writeString(
                properties,
                """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=transient-nio2
                """
                        .formatted(port, LocalServer.ID, LocalServer.SECRET));
        var server =
                LocalServer.java(
                        "s3proxy",
                        port,
                        scratch.resolve("s3proxy.log"),
                        List.of("org.gaul.s3proxy.Main", "--properties", properties.toString()));
        var exhibit = new BucketExhibit(server);
        exhibit.fill();
        return exhibit;
    }

    private void fill() {
        var random = new Random(4);
        client.createBucket(it -> it.bucket(BUCKET));
        for (var i = 0; i < OBJECTS; i++) {
            var bytes = new byte[random.nextInt(LARGEST)];
            random.nextBytes(bytes);
            var key = "orders/%03d.bin".formatted(i);
            var number = String.valueOf(i);
            client.putObject(
                    it -> it.bucket(BUCKET).key(key).metadata(Map.of("number", number)),
                    RequestBody.fromBytes(bytes));
        }
    }

    @Override
    public String member() {
        return "Bucket";
    }

    @Override
    public String told() {
        return "a bucket of " + OBJECTS + " objects on S3Proxy, an S3 server for tests";
    }

    @Override
    public DeclaredResource resource() {
        return new DeclaredResource(
                Arn.of("s3", "", "", BUCKET),
                new Substance.Remote(ACCOUNT, Flow.EAST, "s3"),
                Tags.NONE);
    }

    @Override
    public Optional<Setting> setting() {
        return Optional.of(server.setting("s3"));
    }

    @Override
    public Map<String, String> order() {
        return Map.of("DestinationBucketName", RESTORED, "NewBucket", "true");
    }

    @Override
    public List<String> differences(Arn restored, Path newResources) {
        var before = contents(BUCKET);
        var after = contents(restored.resource());
        var differences = new ArrayList<String>();
        var keys = new TreeMap<>(before);
        keys.putAll(after);
        for (var key : keys.keySet()) {
            if (!String.valueOf(before.get(key)).equals(after.get(key))) {
                differences.add(key);
            }
        }
        return differences;
    }

    /** What each object holds and is told of it, by key. */
    private Map<String, String> contents(String bucket) {
        var contents = new TreeMap<String, String>();
        for (var listed : client.listObjectsV2Paginator(it -> it.bucket(bucket)).contents()) {
            var object = client.getObjectAsBytes(it -> it.bucket(bucket).key(listed.key()));
            contents.put(
                    listed.key(),
                    HexFormat.of().formatHex(object.asByteArrayUnsafe())
                            + object.response().metadata());
        }
        return contents;
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
