package org.copyhold.connect.buckets;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreMetadata;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the restore metadata of a bucket asks for. Keys that mean nothing here (KMSKey,
 * CreationToken, …) are accepted.
 *
 * @param items keys, or with a '/' at the end what their keys begin with; empty for all
 * @param versions how many of each object, the latest
 * @param mark a file that says what the job has put into a new bucket
 */
record S3Order(
        Resource created,
        boolean isNew,
        List<String> items,
        int versions,
        boolean restoresAccessLists,
        Path mark) {
    static final String BUCKET = "DestinationBucketName";
    static final String NEW_BUCKET = "NewBucket";
    static final String ITEMS = "ItemsToRestore";
    static final String VERSIONS = "RestoreLatestVersionsUpTo";
    static final String ACLS = "RestoreACLs";
    static final String ENDPOINT = "copyhold:endpoint";

    private static final int MOST_ITEMS = 5;
    private static final int ID_DIGITS = 17;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,8}");
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /**
     * Reads an order.
     *
     * @param endpoints those that are configured
     * @throws org.copyhold.kit.BackupException when it cannot be followed
     */
    static S3Order of(RestoreOrder order, Set<String> endpoints) {
        var asked = order.asked();
        var name = asked.get(BUCKET);
        check(
                name != null && NAME.matcher(name).matches(),
                "Metadata must have %s, the bucket to restore into, with %s true for a new one."
                        .formatted(BUCKET, NEW_BUCKET));
        var isNew = asked.isTrue(NEW_BUCKET);
        var arn = Arn.of("s3", "", "", String.valueOf(name));
        var known = order.place().resources().apply(arn);
        check(
                isNew || known.isPresent(),
                "Bucket %s does not exist: %s is not declared as a resource. Set %s to \"true\" to make it."
                        .formatted(name, arn, NEW_BUCKET));
        var resource =
                known.orElseGet(
                        () ->
                                new Resource(
                                        arn,
                                        new Resource.Remote(endpoint(order, asked, endpoints))));
        var mark =
                order.place().newResources().resolve("bucket-" + order.digits(ID_DIGITS) + ".mark");
        return new S3Order(
                resource,
                isNew,
                items(asked.get(ITEMS)),
                versions(asked.get(VERSIONS)),
                asked.get(ACLS) == null || asked.isTrue(ACLS),
                mark);
    }

    private static int versions(@Nullable String asked) {
        if (asked == null) {
            return 1;
        }
        if (asked.equalsIgnoreCase("all")) {
            return LatestVersions.ALL;
        }
        check(
                COUNT.matcher(asked).matches(),
                "%s must be a number from 1, or \"all\", not \"%s\".".formatted(VERSIONS, asked));
        return Integer.parseInt(asked);
    }

    /** That of the bucket that was backed up, or the only one there is, unless one is named. */
    private static String endpoint(
            RestoreOrder order, RestoreMetadata asked, Set<String> endpoints) {
        var named = asked.get(ENDPOINT);
        if (named == null && endpoints.size() == 1) {
            named = endpoints.iterator().next();
        }
        if (named == null) {
            named =
                    order.place()
                            .resources()
                            .apply(order.origin())
                            .map(it -> ((Resource.Remote) it.place()).endpoint())
                            .orElse(null);
        }
        check(
                named != null && endpoints.contains(named),
                "%s must be one of the configured endpoints %s, where the new bucket is made."
                        .formatted(ENDPOINT, endpoints));
        return String.valueOf(named);
    }

    private static List<String> items(@Nullable String json) {
        if (json == null) {
            return List.of();
        }
        var items = new ArrayList<String>();
        try {
            var list = JSON.readTree(json);
            check(
                    list.isArray() && !list.isEmpty() && list.size() <= MOST_ITEMS,
                    "ItemsToRestore must be a JSON list of 1 to %d keys, not %s"
                            .formatted(MOST_ITEMS, json));
            for (var item : list) {
                check(item.isTextual(), "ItemsToRestore must hold texts only, not " + item);
                items.add(item.textValue());
            }
        } catch (JsonProcessingException e) {
            throw INVALID_PARAMETER_VALUE.with(
                    "ItemsToRestore is not valid JSON: %s. It must look like [\"folder/\", \"key\"]."
                            .formatted(e.getOriginalMessage()));
        }
        return items;
    }

    /** A file for what is too long for the heap. */
    Path spool() {
        return mark.resolveSibling(mark.getFileName() + ".part");
    }

    /** Whether the object of this key is to be made. */
    boolean wants(String key) {
        return items.isEmpty()
                || items.stream()
                        .anyMatch(it -> it.equals(key) || (it.endsWith("/") && key.startsWith(it)));
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw INVALID_PARAMETER_VALUE.with(otherwise);
        }
    }
}
