package org.copyhold.connect.files;

import org.copyhold.connect.Recording;
import org.copyhold.connect.Report;
import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.kit.Arn;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Restore orders on a workbench, whose tree "share" is a declared file system. */
final class Restores {
    static final String ACCOUNT = "123456789012";
    static final String SHARE_ID = "fs-0123456789abcdef0";
    static final Arn SHARE =
            Arn.of("elasticfilesystem", "us-east-1", ACCOUNT, "file-system/" + SHARE_ID);

    private Restores() {}

    static RestoreOrder order(Workbench bench, String job, Map<String, String> metadata) {
        var share = new Resource(SHARE, bench.place("share"));
        var place =
                new RestoreOrder.Place(
                        ACCOUNT,
                        "us-east-1",
                        arn -> arn.equals(SHARE) ? Optional.of(share) : Optional.empty(),
                        bench.place("restored"));
        return new RestoreOrder(
                SHARE, metadata, job, Instant.parse("2026-11-22T11:20:03.123Z"), place);
    }

    /** Restores into a new file system. */
    static Tree asNew(Workbench bench, Recording recording, Report report) {
        return as(bench, recording, Map.of("newFileSystem", "true"), report);
    }

    /** Restores into a new file system what this metadata asks for. */
    static Tree as(
            Workbench bench, Recording recording, Map<String, String> metadata, Report report) {
        var restoring = new FilesConnector().restore(order(bench, "job", metadata), report);
        recording.restore(restoring);
        return bench.tree(restoring.created().path());
    }
}
