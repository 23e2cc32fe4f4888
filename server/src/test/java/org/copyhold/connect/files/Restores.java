package org.copyhold.connect.files;

import org.copyhold.connect.Recording;
import org.copyhold.connect.Report;
import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.kit.Arn;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Restore orders on temporary trees, whose tree "share" is a declared file system. */
final class Restores {
    static final String ACCOUNT = "123456789012";
    static final String SHARE_ID = "fs-0123456789abcdef0";
    static final Arn SHARE =
            Arn.of("elasticfilesystem", "us-east-1", ACCOUNT, "file-system/" + SHARE_ID);

    private Restores() {}

    static RestoreOrder order(TempTrees temp, String job, Map<String, String> metadata) {
        var share = new Resource(SHARE, temp.place("share"));
        var place =
                new RestoreOrder.Place(
                        ACCOUNT,
                        "us-east-1",
                        arn -> arn.equals(SHARE) ? Optional.of(share) : Optional.empty(),
                        temp.place("restored"));
        return new RestoreOrder(
                SHARE, metadata, job, Instant.parse("2026-11-22T11:20:03.123Z"), place);
    }

    /** Restores into a new file system. */
    static Tree asNew(TempTrees temp, Recording recording, Report report) {
        return as(temp, recording, Map.of("newFileSystem", "true"), report);
    }

    /** Restores into a new file system what this metadata asks for. */
    static Tree as(
            TempTrees temp, Recording recording, Map<String, String> metadata, Report report) {
        var restoring = new FilesConnector().restore(order(temp, "job", metadata), report);
        recording.restore(restoring);
        return temp.tree(restoring.created().path());
    }
}
