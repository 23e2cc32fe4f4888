package org.copyhold.connect.files;

import org.copyhold.connect.Recording;
import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.connect.linux.RawPath;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * A program that reads one tree and makes it again elsewhere: both are given in hexadecimal, for
 * arguments lose bytes too.
 */
final class CopyTree {
    private CopyTree() {}

    public static void main(String[] hex) {
        var from = RawPath.path(HexFormat.of().parseHex(hex[0]));
        var to = RawPath.path(HexFormat.of().parseHex(hex[1]));
        var connector = new FilesConnector();
        var share = new Resource(Restores.SHARE, from);
        var place =
                new RestoreOrder.Place(Restores.ACCOUNT, "us-east-1", _ -> Optional.empty(), to);
        var order =
                new RestoreOrder(
                        Restores.SHARE,
                        Map.of("newFileSystem", "true"),
                        "job",
                        Instant.EPOCH,
                        place);
        var restoring = connector.restore(order, CopyTree::fail);
        Recording.of(connector.read(share, CopyTree::fail)).restore(restoring);
        System.out.println(System.getProperty("sun.jnu.encoding"));
        var differences = TreeCompare.compare(from, restoring.created().path());
        if (!differences.isEmpty()) {
            throw new AssertionError(differences);
        }
    }

    private static void fail(String path, String what) {
        throw new AssertionError(path + " " + what);
    }
}
