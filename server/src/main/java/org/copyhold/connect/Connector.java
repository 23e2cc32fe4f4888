package org.copyhold.connect;

import java.util.Map;

/** One resource type. Thread-safe; the readings and restorings it gives are not. */
public interface Connector {
    /** AWS Backup's name of the type, such as {@code EFS}. */
    String resourceType();

    /**
     * What a restore of this resource will be asked for, as GetRecoveryPointRestoreMetadata shows
     * it.
     *
     * @throws ConnectorException when the resource cannot be looked at
     */
    Map<String, String> restoreMetadata(Resource resource);

    /** Metadata that asks for a new resource, and for nothing else, in this Region. */
    Map<String, String> asNew(String region);

    /**
     * Opens a resource for reading.
     *
     * @param report told of every item that was skipped or changed while it was read
     * @throws ConnectorException when the resource cannot be read at all
     */
    Reading read(Resource resource, Report report);

    /**
     * Opens a resource for reading as a job asks for it.
     *
     * @param options of the job, as StartBackupJob names them; those that mean nothing to the type
     *     are passed over
     * @param report as for {@link #read(Resource, Report)}
     * @throws ConnectorException when the resource cannot be read at all
     */
    default Reading read(Resource resource, Map<String, String> options, Report report) {
        return read(resource, report);
    }

    /**
     * Looks whether an order can be followed, and makes nothing. Cheap enough to be asked when a
     * restore job is accepted.
     *
     * @throws org.copyhold.kit.BackupException when the order's metadata cannot be followed
     */
    void check(RestoreOrder order);

    /**
     * Makes ready the place that a recovery point is restored to. What an earlier attempt of the
     * same job left there is removed.
     *
     * @param report told of every item that could not be made as it was
     * @throws org.copyhold.kit.BackupException when the order's metadata cannot be followed
     * @throws ConnectorException when the place cannot be made
     */
    Restoring restore(RestoreOrder order, Report report);
}
