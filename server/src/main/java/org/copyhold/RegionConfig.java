package org.copyhold;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;

import org.copyhold.kit.Secret;
import org.copyhold.store.blob.s3.S3Place.Locking;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a Region has: the root under which each account has its own store, and perhaps another for
 * what is cold.
 *
 * @param store {@code file:FOLDER} or {@code s3://BUCKET/PREFIX}, without a '/' at its end
 * @param s3 how the bucket is reached; null with a folder, and where AWS itself has the bucket and
 *     the environment a key
 * @param bytesPerSecond how much is read a second at most, and how much written; null: no limit
 * @param coldStore a root like {@code store}; null where the cold stays in the store it is in
 * @param coldS3 as {@code s3}, for the cold store; null for the same
 * @param coldBytesPerSecond as {@code bytesPerSecond}, for the cold store
 */
public record RegionConfig(
        String store,
        @Nullable S3 s3,
        @Nullable Long bytesPerSecond,
        @Nullable String coldStore,
        @Nullable S3 coldS3,
        @Nullable Long coldBytesPerSecond) {
    private static final String FILE = "file:";
    private static final Pattern BUCKET =
            Pattern.compile(
                    "s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:/[a-zA-Z0-9_-][a-zA-Z0-9._-]*)*)");
    private static final Map<String, Locking> LOCKINGS =
            Map.of(
                    "required", Locking.REQUIRED,
                    "when-possible", Locking.WHEN_POSSIBLE,
                    "off", Locking.OFF);
    private static final int MAX_PREFIX = 512;
    private static final int MIN_SPEED = 1 << 16;
    private static final int MAX_SPEED = 1_000_000_000;

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public RegionConfig(
            String store,
            @Nullable S3 s3,
            @Nullable Long bytesPerSecond,
            @Nullable String coldStore,
            @Nullable S3 coldS3,
            @Nullable Long coldBytesPerSecond) {
        this.store = root(Config.required(store, "regions: the Region's store"));
        this.s3 = s3;
        this.bytesPerSecond = bytesPerSecond;
        this.coldStore = coldStore == null ? null : root(coldStore);
        this.coldS3 = coldS3;
        this.coldBytesPerSecond = coldBytesPerSecond;
        Config.check(
                s3 == null || isBucket(this.store) || (coldS3 == null && isBucket(coldStore)),
                "regions: s3 goes with a store s3://BUCKET/PREFIX, not with \"" + store + "\".");
        Config.check(
                coldS3 == null || isBucket(coldStore),
                "regions: coldS3 goes with a coldStore s3://BUCKET/PREFIX, not with \""
                        + coldStore
                        + "\".");
        checkSpeed("bytesPerSecond", store, bytesPerSecond);
        checkSpeed("coldBytesPerSecond", coldStore, coldBytesPerSecond);
        Config.check(
                coldBytesPerSecond == null || coldStore != null,
                "regions: coldBytesPerSecond goes with a coldStore.");
    }

    /** A Region without a cold store. */
    RegionConfig(String store, @Nullable S3 s3, @Nullable Long bytesPerSecond) {
        this(store, s3, bytesPerSecond, null, null, null);
    }

    private static String root(String said) {
        var root =
                said.startsWith("s3:") && said.endsWith("/")
                        ? said.substring(0, said.length() - 1)
                        : said;
        Config.check(
                (root.startsWith(FILE) && root.length() > FILE.length()) || isBucket(root),
                "regions: the store \""
                        + said
                        + "\" is of no known kind; write file:FOLDER or s3://BUCKET/PREFIX.");
        return root;
    }

    private static boolean isBucket(@Nullable String root) {
        if (root == null) {
            return false;
        }
        var m = BUCKET.matcher(root.endsWith("/") ? root.substring(0, root.length() - 1) : root);
        return m.matches() && m.group(2).length() <= MAX_PREFIX;
    }

    private static void checkSpeed(String key, @Nullable String store, @Nullable Long speed) {
        Config.check(
                speed == null || (speed >= MIN_SPEED && speed <= MAX_SPEED),
                "regions: "
                        + key
                        + " of \""
                        + store
                        + "\" is 65536 at least, and 1000000000 at most.");
    }

    static RegionConfig of(Path root) {
        return new RegionConfig(FILE + root, null, null);
    }

    /** The cold store, as if it were a Region's only one. */
    Optional<RegionConfig> cold() {
        return coldStore == null
                ? Optional.empty()
                : Optional.of(
                        new RegionConfig(
                                coldStore,
                                coldS3 == null && isBucket(coldStore) ? s3 : coldS3,
                                coldBytesPerSecond));
    }

    boolean isFolder() {
        return store.startsWith(FILE);
    }

    /** The same, relative paths counted from a folder. */
    RegionConfig in(Path folder) {
        return new RegionConfig(
                in(folder, store),
                s3 == null ? null : s3.in(folder),
                bytesPerSecond,
                coldStore == null ? null : in(folder, coldStore),
                coldS3 == null ? null : coldS3.in(folder),
                coldBytesPerSecond);
    }

    private static String in(Path folder, String root) {
        return root.startsWith(FILE)
                ? FILE + folder.resolve(root.substring(FILE.length())).normalize()
                : root;
    }

    /** The name of the bucket. */
    String bucket() {
        var m = BUCKET.matcher(store);
        if (!m.matches()) {
            throw new IllegalStateException(store + " is no bucket");
        }
        return m.group(1);
    }

    /** What the keys of all objects begin with: empty, or ending with '/'. */
    String prefix() {
        var path = store.substring(("s3://" + bucket()).length());
        return path.isEmpty() ? "" : path.substring(1) + "/";
    }

    /**
     * How a bucket is reached.
     *
     * @param endpoint null for AWS itself
     * @param pathStyle whether the bucket's name stands in the path; as a rule so with an endpoint
     * @param accessKey null for what the environment has
     * @param secretKey null with {@code accessKey}
     * @param region the bucket's Region, if it is another than this one or an endpoint asks for it
     * @param ca who vouches for the endpoint, a PEM file; null for those that Java trusts
     * @param objectLock whether the bucket keeps what locked vaults hold: {@code required}, {@code
     *     when-possible} or {@code off}; null for where it can
     */
    public record S3(
            @Nullable URI endpoint,
            @Nullable Boolean pathStyle,
            @Nullable String accessKey,
            @Nullable Secret secretKey,
            @Nullable String region,
            @Nullable Path ca,
            @Nullable String objectLock) {
        /** AWS itself, and whatever key the environment has. */
        static final S3 NONE = new S3(null, null, null, null, null, null, null);

        public S3 {
            Config.check(
                    endpoint == null
                            || (endpoint.getHost() != null
                                    && endpoint.getUserInfo() == null
                                    && ("http".equals(endpoint.getScheme())
                                            || "https".equals(endpoint.getScheme()))),
                    "regions: endpoint of an s3 is no URL; write for example"
                            + " https://minio.example.org:9000.");
            Config.check(
                    (accessKey == null) == (secretKey == null),
                    "regions: accessKey and secretKey of an s3 go together.");
            Config.check(
                    ca == null || (endpoint != null && "https".equals(endpoint.getScheme())),
                    "regions: ca of an s3 goes with an endpoint that begins with https.");
            Config.check(
                    objectLock == null || LOCKINGS.containsKey(objectLock),
                    "regions: objectLock of an s3 is required, when-possible or off, not \""
                            + objectLock
                            + "\".");
        }

        Locking locking() {
            return objectLock == null
                    ? Locking.WHEN_POSSIBLE
                    : requireNonNull(LOCKINGS.get(objectLock));
        }

        S3 in(Path folder) {
            return new S3(
                    endpoint,
                    pathStyle,
                    accessKey,
                    secretKey,
                    region,
                    ca == null ? null : folder.resolve(ca).normalize(),
                    objectLock);
        }

        boolean isPathStyle() {
            return pathStyle == null ? endpoint != null : pathStyle;
        }

        /** The Region that requests are signed for. */
        String regionOr(String name) {
            if (region != null) {
                return region;
            }
            return endpoint == null ? name : "us-east-1";
        }
    }
}
