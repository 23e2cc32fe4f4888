package org.copyhold.connect.tables;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreMetadata;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.kit.Arn;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the restore metadata of a table asks for.
 *
 * @param created the table that is made
 * @param kmsKey the key that it is to be encrypted with; empty for the account's own, null for what
 *     the endpoint does by itself
 * @param hasSettings whether it gets time to live, stream and tags again
 * @param job names the restore job, in the table's tags
 * @param mark a file that says which table is this job's
 */
record TableOrder(
        Resource created, @Nullable String kmsKey, boolean hasSettings, String job, Path mark) {
    static final String TARGET = "targetTableName";
    static final String ENCRYPTION = "encryptionType";
    static final String KMS_KEY = "kmsMasterKeyArn";
    static final String ENDPOINT = "copyhold:endpoint";
    static final String SETTINGS = "copyhold:settings";
    static final int LONGEST_NAME = 255;

    private static final String KMS = "KMS";
    private static final int ID_DIGITS = 17;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{3," + LONGEST_NAME + "}");
    private static final Pattern ENCRYPTIONS = Pattern.compile("Default|KMS");

    /**
     * Reads an order.
     *
     * @param endpoints those that are configured
     * @throws org.copyhold.kit.BackupException when it cannot be followed
     */
    static TableOrder of(RestoreOrder order, Set<String> endpoints) {
        var asked = order.asked();
        var name = asked.get(TARGET);
        check(
                name != null && NAME.matcher(name).matches(),
                "Metadata must have %s, the name of a table that is not there yet: 3 to %d letters, digits and _ . -"
                        .formatted(TARGET, LONGEST_NAME));
        var place = order.place();
        var arn = Arn.of("dynamodb", place.region(), place.account(), "table/" + name);
        return new TableOrder(
                new Resource(arn, new Resource.Remote(endpoint(order, asked, endpoints))),
                kmsKey(asked),
                asked.get(SETTINGS) == null || asked.isTrue(SETTINGS),
                order.job(),
                place.newResources().resolve("table-" + order.digits(ID_DIGITS) + ".mark"));
    }

    private static @Nullable String kmsKey(RestoreMetadata asked) {
        var encryption = asked.get(ENCRYPTION);
        var key = asked.get(KMS_KEY);
        check(
                encryption == null || ENCRYPTIONS.matcher(encryption).matches(),
                "%s must be Default or KMS, not \"%s\".".formatted(ENCRYPTION, encryption));
        check(
                key == null || KMS.equals(encryption),
                "%s needs %s KMS.".formatted(KMS_KEY, ENCRYPTION));
        return KMS.equals(encryption) ? (key == null ? "" : key) : null;
    }

    /** That of the table that was backed up, or the only one there is, unless one is named. */
    private static String endpoint(
            RestoreOrder order, RestoreMetadata asked, Set<String> endpoints) {
        var named = asked.get(ENDPOINT);
        if (named == null) {
            named =
                    order.place()
                            .resources()
                            .apply(order.origin())
                            .map(it -> ((Resource.Remote) it.place()).endpoint())
                            .orElse(null);
        }
        if (named == null && endpoints.size() == 1) {
            named = endpoints.iterator().next();
        }
        check(
                named != null && endpoints.contains(named),
                "%s must be one of the configured endpoints %s, where the table is made."
                        .formatted(ENDPOINT, endpoints));
        return String.valueOf(named);
    }

    /** The table's name. */
    String name() {
        return name(created);
    }

    /** The name of the table that a resource is. */
    static String name(Resource resource) {
        return resource.arn().resource().substring("table/".length());
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw INVALID_PARAMETER_VALUE.with(otherwise);
        }
    }
}
