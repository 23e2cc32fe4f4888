package org.copyhold.connect.files;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.kit.Arn;
import org.copyhold.kit.BackupException;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What the restore metadata of an EFS file system asks for. Keys are read without regard to case;
 * those that mean nothing here (CreationToken, KmsKeyId, …) are accepted, for clients send back
 * what GetRecoveryPointRestoreMetadata gave them.
 *
 * @param created the file system that is made or added to
 * @param isNew whether it is made
 * @param parent the folder in which the restored tree is made
 * @param name the restored tree's name in there
 */
record EfsOrder(Resource created, boolean isNew, Path parent, String name, Selection selection) {
    static final String FILE_SYSTEM_ID = "file-system-id";
    static final String NEW_FILE_SYSTEM = "newFileSystem";
    static final String ITEMS_TO_RESTORE = "ItemsToRestore";
    static final String ENCRYPTED = "Encrypted";
    static final String PERFORMANCE_MODE = "PerformanceMode";
    static final String CREATION_TOKEN = "CreationToken";

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss-SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final int ID_DIGITS = 17;
    private static final int SUFFIX_DIGITS = 8;

    /**
     * Reads an order.
     *
     * @throws BackupException when it cannot be followed
     */
    static EfsOrder of(RestoreOrder order) {
        var asked = order.asked();
        var _ = asked.isTrue(ENCRYPTED);
        var selection = Selection.of(asked.values().get(ITEMS_TO_RESTORE));
        if (asked.isTrue(NEW_FILE_SYSTEM)) {
            var name = "fs-" + order.digits(ID_DIGITS);
            var place = order.place();
            var resource = new Resource(arn(order, name), place.newResources().resolve(name));
            return new EfsOrder(resource, true, place.newResources(), name, selection);
        }
        var resource = declared(order, asked.get(FILE_SYSTEM_ID));
        var name =
                "aws-backup-restore_"
                        + MOMENT.format(order.createdAt())
                        + "-"
                        + order.digits(SUFFIX_DIGITS);
        return new EfsOrder(resource, false, resource.path(), name, selection);
    }

    private static Resource declared(RestoreOrder order, @Nullable String id) {
        if (id == null) {
            throw INVALID_PARAMETER_VALUE.with(
                    "Metadata must have %s, the file system to restore into, or %s with the value \"true\"."
                            .formatted(FILE_SYSTEM_ID, NEW_FILE_SYSTEM));
        }
        var arn = arn(order, id);
        return order.place()
                .resources()
                .apply(arn)
                .orElseThrow(
                        () ->
                                INVALID_PARAMETER_VALUE.with(
                                        ("File system %s does not exist: %s is not declared as a"
                                             + " resource. Set %s to \"true\" to restore into a new"
                                             + " one.")
                                                .formatted(id, arn, NEW_FILE_SYSTEM)));
    }

    private static Arn arn(RestoreOrder order, String id) {
        return Arn.of(
                "elasticfilesystem",
                order.place().region(),
                order.place().account(),
                "file-system/" + id);
    }
}
