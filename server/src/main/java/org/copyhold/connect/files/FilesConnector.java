package org.copyhold.connect.files;

import org.copyhold.connect.Connector;
import org.copyhold.connect.Reading;
import org.copyhold.connect.Report;
import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.connect.Restoring;
import org.copyhold.connect.linux.Calls;
import org.copyhold.connect.linux.RawPath;

import java.util.Map;

/** Any folder tree, under the name of EFS. */
public final class FilesConnector implements Connector {
    /**
     * Links the functions of the C library, which takes a tenth of a second the first time: whoever
     * can, has it done before the first job waits for it.
     */
    public static void prepare() {
        Calls.prepare();
    }

    @Override
    public String resourceType() {
        return "EFS";
    }

    /**
     * What a restore is asked for, with the values AWS Backup shows for a file system: sent back as
     * it is, it restores into a folder of this file system.
     */
    @Override
    public Map<String, String> restoreMetadata(Resource resource) {
        var id = resource.arn().resource().substring(resource.arn().resource().indexOf('/') + 1);
        return Map.of(
                EfsOrder.FILE_SYSTEM_ID, id,
                EfsOrder.NEW_FILE_SYSTEM, "false",
                EfsOrder.ENCRYPTED, "false",
                EfsOrder.PERFORMANCE_MODE, "generalPurpose",
                EfsOrder.CREATION_TOKEN, id);
    }

    @Override
    public Map<String, String> asNew(String region) {
        return Map.of(EfsOrder.NEW_FILE_SYSTEM, "true");
    }

    @Override
    public Reading read(Resource resource, Report report) {
        return new TreeReading(RawPath.bytes(resource.path()), report);
    }

    @Override
    public void check(RestoreOrder order) {
        var _ = EfsOrder.of(order);
    }

    /**
     * Makes a folder tree: with {@code newFileSystem} as a file system of its own, otherwise in the
     * folder {@code aws-backup-restore_<time>} of the file system that is named.
     */
    @Override
    public Restoring restore(RestoreOrder order, Report report) {
        return new TreeRestoring(EfsOrder.of(order), report);
    }
}
