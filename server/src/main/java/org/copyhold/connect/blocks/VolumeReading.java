package org.copyhold.connect.blocks;

import org.copyhold.connect.Content;
import org.copyhold.connect.Item;
import org.copyhold.connect.Reading;
import org.copyhold.connect.Report;
import org.copyhold.connect.Resource;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A volume being read: one item, which has all of its bytes. */
final class VolumeReading implements Reading {
    private static final byte[] PATH = "volume".getBytes(StandardCharsets.US_ASCII);

    private final Volume volume;
    private final Report report;
    private boolean began;
    private boolean ended;

    VolumeReading(Resource resource, Report report) {
        this.volume = new Volume(resource);
        this.report = report;
    }

    /** The path of the one item. */
    static byte[] path() {
        return PATH.clone();
    }

    @Override
    public @Nullable Item next() {
        if (!began) {
            began = true;
            return new Whole();
        }
        if (!ended) {
            ended = true;
            volume.checkRemains();
        }
        return null;
    }

    @Override
    public void close() {
        volume.close();
    }

    private final class Whole implements Item {
        @Override
        public byte[] path() {
            return VolumeReading.path();
        }

        @Override
        public boolean unchangedSince(byte[] metadata, Instant began) {
            var meta = volume.meta();
            try {
                return meta.form() != VolumeMeta.Form.DEVICE
                        && meta.equals(VolumeMeta.decode(metadata))
                        && meta.stamp().isSettledBefore(began);
            } catch (IllegalArgumentException e) {
                return false; // recorded by a version that this one cannot read, which is no
                // trouble
            }
        }

        @Override
        public Content open() {
            return new VolumeContent(volume, report);
        }

        @Override
        public byte[] metadata() {
            return volume.meta().encode();
        }

        @Override
        public long size() {
            return volume.image().size();
        }
    }
}
