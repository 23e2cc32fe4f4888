package org.copyhold.conformance;

import static java.util.Objects.requireNonNull;

import software.amazon.awssdk.regions.Region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A server whose Regions lie in folders, in buckets of one endpoint, and in one of another. */
final class BucketsScene implements AutoCloseable {
    private final Buckets buckets;
    private final Buckets elsewhere;
    private final Server server;
    private final Map<Region, String> vaults = new HashMap<>();

    private BucketsScene(Buckets buckets, Buckets elsewhere, Server server) {
        this.buckets = buckets;
        this.elsewhere = elsewhere;
        this.server = server;
    }

    /** The ways of a copy; one recovery point goes all of them, one after the other. */
    enum Way {
        TO_BUCKET("us-east-1", "eu-west-1"),
        BY_THE_STORAGE("eu-west-1", "us-west-2"),
        TO_ANOTHER_ENDPOINT("us-west-2", "ap-south-1"),
        BACK("ap-south-1", "eu-central-1");

        private final String from;
        private final String to;

        Way(String from, String to) {
            this.from = from;
            this.to = to;
        }

        Region from() {
            return Region.of(from);
        }

        Region to() {
            return Region.of(to);
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * A scene in a folder.
     *
     * @param large whether the buckets hold too much for memory
     */
    static BucketsScene in(Path folder, boolean large) throws Exception {
        var buckets = buckets(folder.resolve("here"), large, "eu-backups", "west-backups");
        var elsewhere = buckets(folder.resolve("elsewhere"), large, "south-backups");
        var server = Server.in(folder, "buckets.yaml");
        buckets.into(server, "ENDPOINT");
        elsewhere.into(server, "ELSEWHERE");
        return new BucketsScene(buckets, elsewhere, server);
    }

    private static Buckets buckets(Path folder, boolean large, String... names) throws Exception {
        return large ? Buckets.in(folder, names) : Buckets.inMemory(names);
    }

    /** Starts the server and makes a vault in each Region. */
    void start() throws IOException {
        server.start();
        for (var way : Way.values()) {
            for (var region : new Region[] {way.from(), way.to()}) {
                vaults.computeIfAbsent(region, this::createVault);
            }
        }
    }

    private String createVault(Region region) {
        try (var client = server.client(region)) {
            return client.createBackupVault(b -> b.backupVaultName("buckets")).backupVaultArn();
        }
    }

    Server server() {
        return server;
    }

    String vault(Region region) {
        return requireNonNull(vaults.get(region));
    }

    int packsCopiedByStorage() {
        return buckets.copies();
    }

    /**
     * Bytes of packs that were brought in vain so far. Into folders: those that were read beyond
     * what lies there now, pages that were looked at once more among them.
     */
    long redone(Way way) throws IOException {
        return switch (way) {
            case TO_BUCKET, BY_THE_STORAGE -> buckets.bytesInVain();
            case TO_ANOTHER_ENDPOINT -> elsewhere.bytesInVain();
            case BACK -> elsewhere.bytesRead() - bytesOfPacks(way.to());
        };
    }

    private long bytesOfPacks(Region region) throws IOException {
        var stores = server.folder().resolve("stores").resolve(region.id());
        if (!Files.exists(stores)) {
            return 0;
        }
        try (var files = Files.walk(stores)) {
            return files.filter(file -> file.toString().contains("/packs/"))
                    .filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Override
    public void close() {
        server.close();
        elsewhere.close();
        buckets.close();
    }
}
