package org.copyhold.connect.blocks;

import org.copyhold.connect.ConnectorException;
import org.copyhold.connect.Resource;
import org.copyhold.connect.Restoring;
import org.copyhold.connect.linux.LinuxException;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Optional;

/** A volume being made from its one item. */
final class VolumeRestoring implements Restoring {
    private final EbsOrder order;
    private final Target target;
    private boolean made;

    VolumeRestoring(EbsOrder order, Target target) {
        this.order = order;
        this.target = target;
    }

    @Override
    public Resource created() {
        return order.created();
    }

    @Override
    public boolean isNew() {
        return order.isNew();
    }

    @Override
    public boolean wants(byte[] path) {
        return true;
    }

    @Override
    public void make(byte[] path, byte[] metadata, long size, Pieces content) {
        try {
            var _ = VolumeMeta.decode(metadata);
            if (!Arrays.equals(path, VolumeReading.path())) {
                throw new IllegalArgumentException("an item that no volume has");
            }
        } catch (IllegalArgumentException e) {
            throw failed(
                    "the recovery point has " + e.getMessage(),
                    "It was made by a later version of the server, or not from a volume.",
                    e);
        }
        begin(size);
        try {
            for (var piece = content.next(); piece != null; piece = content.next()) {
                target.write(piece.at(), piece.bytes());
            }
            made = true;
        } catch (LinuxException e) {
            throw failed(e.getMessage(), e.remedy(), e);
        }
    }

    private void begin(long size) {
        try {
            target.begin(order.bytes(size));
        } catch (IllegalArgumentException e) {
            throw failed(e.getMessage(), "Name a larger one, then start the job again.", e);
        } catch (LinuxException e) {
            throw failed(e.getMessage(), e.remedy(), e);
        }
    }

    private ConnectorException failed(@Nullable String what, String remedy, Exception why) {
        return new ConnectorException(
                "%s failed: %s. %s %s".formatted(target.shown(), what, target.left(), remedy),
                false,
                why);
    }

    @Override
    public void finish() {
        if (!made) {
            throw new ConnectorException(
                    target.shown() + " failed: the recovery point has no volume.", false, null);
        }
        try {
            target.finish();
        } catch (LinuxException e) {
            throw failed(e.getMessage(), e.remedy(), e);
        }
    }

    @Override
    public Optional<String> leavesBehind() {
        return target.isTouched()
                ? Optional.of("%s had begun. %s".formatted(target.shown(), target.left()))
                : Optional.empty();
    }

    @Override
    public void abandon() {
        try {
            target.abandon();
        } catch (LinuxException e) {
            throw new ConnectorException(
                    "%s was given up, but what was made could not be removed: %s. Remove that file by hand."
                            .formatted(target.shown(), e.getMessage()),
                    false,
                    e);
        }
    }

    @Override
    public void close() {
        target.close();
    }
}
