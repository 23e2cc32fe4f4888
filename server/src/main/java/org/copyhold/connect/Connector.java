package org.copyhold.connect;

import java.util.Map;

/** One resource type. Thread-safe; the readings and restorings it gives are not. */
public interface Connector {
    /** AWS Backup's name of the type, such as {@code EFS}. */
    String resourceType();

    /**
     * What a restore of this resource will be asked for, as GetRecoveryPointRestoreMetadata shows
     * it.
     */
    Map<String, String> restoreMetadata(Resource resource);

    /**
     * Opens a resource for reading.
     *
     * @param report told of every item that was skipped or changed while it was read
     * @throws ConnectorException when the resource cannot be read at all
     */
    Reading read(Resource resource, Report report);

    /**
     * Makes ready the place that a recovery point is restored to.
     *
     * @throws org.copyhold.kit.BackupException when the order's metadata cannot be followed
     * @throws ConnectorException when the place cannot be made
     */
    Restoring restore(RestoreOrder order);
}
