package org.copyhold.connect.postgres;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Resource;
import org.copyhold.connect.Restoring;
import org.copyhold.connect.linux.LinuxException;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** A data folder being made from a base backup. */
final class ServerRestoring implements Restoring {
    /** With these it would follow its origin's primary in place of being a server of its own. */
    private static final Set<String> LEFT_OUT = Set.of("standby.signal", "recovery.signal");

    /** Without these no server starts over it, or not consistently. */
    private static final Set<String> NEEDED =
            Set.of("PG_VERSION", "backup_label", "global/pg_control", Manifest.NAME);

    /** Where packages keep these elsewhere, a base backup has none, and no server starts. */
    private static final Map<String, String> CONFIGURATION =
            Map.of(
                    "postgresql.conf",
                    """
                    # Made by a restore: what was backed up keeps its configuration elsewhere.
                    """,
                    "pg_hba.conf",
                    """
                    # Made by a restore: users of this machine get in as roles of their names.
                    local all all peer
                    """,
                    "pg_ident.conf",
                    """
                    # Made by a restore.
                    """);

    private final RdsOrder order;
    private final NewFolder folder;

    /**
     * Makes the folder.
     *
     * @throws ConnectorException when it cannot be made
     */
    ServerRestoring(RdsOrder order) {
        this.order = order;
        this.folder = new NewFolder(order.created().path());
        try {
            folder.begin();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private ConnectorException failed(IOException e) {
        var why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return failed(
                why.replace(folder.shown() + ": ", ""),
                "See that there is room, and that the server may write there, then start the job"
                        + " again.",
                e);
    }

    private ConnectorException failed(String what, String remedy, Exception why) {
        return new ConnectorException(
                "Restoring into %s failed: %s. What was made of it is removed. %s"
                        .formatted(folder.shown(), what, remedy),
                false,
                why);
    }

    @Override
    public Resource created() {
        return order.created();
    }

    @Override
    public boolean isNew() {
        return true;
    }

    @Override
    public boolean wants(byte[] path) {
        return true;
    }

    @Override
    public void make(byte[] path, byte[] metadata, long size, Pieces content) {
        try {
            var name = DataPath.decode(path).name();
            var meta = DataMeta.decode(metadata);
            if (meta.isFolder()) {
                folder.makeFolder(name, meta);
            } else if (!LEFT_OUT.contains(name)) {
                folder.makeFile(name, meta, size, content);
            }
        } catch (IllegalArgumentException e) {
            throw failed(
                    "the recovery point has " + e.getMessage(),
                    "It was made by a later version of the server, or not from a database server.",
                    e);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void finish() {
        try {
            for (var name : NEEDED) {
                if (!folder.isThere(name)) {
                    throw new ConnectorException(
                            "Restoring into %s failed: the recovery point has no %s."
                                    .formatted(folder.shown(), name),
                            false,
                            null);
                }
            }
            for (var file : CONFIGURATION.entrySet()) {
                folder.makeMissing(file.getKey(), file.getValue());
            }
            folder.sync();
        } catch (IOException e) {
            throw failed(e);
        } catch (LinuxException e) {
            throw failed(String.valueOf(e.getMessage()), e.remedy(), e);
        }
    }

    @Override
    public void abandon() {
        try {
            folder.remove();
        } catch (IOException e) {
            throw new ConnectorException(
                    "Restoring into %s was given up, but what was made could not be removed: %s. Remove that folder by hand."
                            .formatted(folder.shown(), e.getMessage()),
                    false,
                    e);
        }
    }

    @Override
    public void close() {}
}
