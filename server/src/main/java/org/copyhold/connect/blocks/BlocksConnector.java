package org.copyhold.connect.blocks;

import org.copyhold.connect.Connector;
import org.copyhold.connect.Reading;
import org.copyhold.connect.Report;
import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.connect.Restoring;

import java.util.Map;

/** Block devices and images of disks, under the name of EBS. */
public final class BlocksConnector implements Connector {
    @Override
    public String resourceType() {
        return "EBS";
    }

    /**
     * Sent back as it is in the backup's Region, it restores into a new volume, as an EBS snapshot
     * does. A copy in another Region shows the same, and needs a zone of its own Region instead:
     * EC2 makes no volume in a zone of another.
     */
    @Override
    public Map<String, String> restoreMetadata(Resource resource) {
        var id = resource.arn().resource().substring(resource.arn().resource().indexOf('/') + 1);
        try (var volume = new Volume(resource)) {
            return Map.of(
                    EbsOrder.VOLUME_ID,
                    id,
                    EbsOrder.AVAILABILITY_ZONE,
                    resource.arn().region() + "a",
                    EbsOrder.VOLUME_TYPE,
                    "gp3",
                    EbsOrder.VOLUME_SIZE,
                    String.valueOf(EbsOrder.gibibytes(volume.image().size())),
                    EbsOrder.ENCRYPTED,
                    "false");
        }
    }

    @Override
    public Map<String, String> asNew(String region) {
        return Map.of(EbsOrder.AVAILABILITY_ZONE, region + "a");
    }

    @Override
    public Reading read(Resource resource, Report report) {
        return new VolumeReading(resource, report);
    }

    @Override
    public void check(RestoreOrder order) {
        var _ = EbsOrder.of(order);
    }

    /**
     * Makes a volume: a new raw image, or what {@code copyhold:intoVolume} names, a declared device
     * or raw image that is overwritten.
     */
    @Override
    public Restoring restore(RestoreOrder order, Report report) {
        var asked = EbsOrder.of(order);
        return new VolumeRestoring(
                asked, asked.isNew() ? new NewImage(asked) : new KnownVolume(asked.created()));
    }
}
