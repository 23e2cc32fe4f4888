package org.copyhold.connect.blocks;

import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.connect.Resource;
import org.copyhold.connect.RestoreMetadata;
import org.copyhold.connect.RestoreOrder;
import org.copyhold.kit.Arn;

import java.util.Locale;
import java.util.Set;

/**
 * What the restore metadata of an EBS volume asks for. Those keys that mean nothing here (iops,
 * kmsKeyId, …) are accepted, for clients send back what GetRecoveryPointRestoreMetadata gave them.
 *
 * @param created the volume that is made or written into
 * @param isNew whether it is made
 * @param gibibytes how large it is to be at least; 0 for as large as it was
 */
record EbsOrder(Resource created, boolean isNew, int gibibytes) {
    static final String AVAILABILITY_ZONE = "availabilityZone";
    static final String VOLUME_TYPE = "volumeType";
    static final String VOLUME_SIZE = "volumeSize";
    static final String VOLUME_ID = "volumeId";
    static final String ENCRYPTED = "encrypted";
    static final String INTO_VOLUME = "copyhold:intoVolume";
    static final long GIBIBYTE = 1L << 30;

    private static final Set<String> TYPES =
            Set.of("standard", "io1", "io2", "gp2", "gp3", "sc1", "st1");
    private static final Set<String> OF_FILES = Set.of("destinationBucketName", "pathsToRestore");
    private static final int MOST_GIBIBYTES = 65_536;
    private static final int ID_DIGITS = 17;

    /**
     * Reads an order.
     *
     * @throws org.copyhold.kit.BackupException when it cannot be followed
     */
    static EbsOrder of(RestoreOrder order) {
        var asked = order.asked();
        var _ = asked.isTrue(ENCRYPTED);
        for (var key : OF_FILES) {
            check(
                    asked.get(key) == null,
                    "%s: single files of a volume cannot be restored here, only the volume."
                            .formatted(key));
        }
        var type = asked.get(VOLUME_TYPE);
        check(
                type == null || TYPES.contains(type.toLowerCase(Locale.ROOT)),
                "%s \"%s\" is none of EBS.".formatted(VOLUME_TYPE, type));
        var size = gibibytes(asked);
        var into = asked.get(INTO_VOLUME);
        return into == null ? asNew(order, asked, size) : into(order, into, size);
    }

    private static EbsOrder asNew(RestoreOrder order, RestoreMetadata asked, int size) {
        var region = order.place().region();
        var zone = asked.get(AVAILABILITY_ZONE);
        check(
                zone != null && zone.startsWith(region) && zone.length() > region.length(),
                "Metadata must have %s, a zone of %s such as %sa%s."
                        .formatted(
                                AVAILABILITY_ZONE,
                                region,
                                region,
                                zone == null ? "" : ", not \"" + zone + "\""));
        var name = "vol-" + order.digits(ID_DIGITS);
        var path = order.place().newResources().resolve(name + ".raw");
        return new EbsOrder(new Resource(arn(order, name), path), true, size);
    }

    private static EbsOrder into(RestoreOrder order, String id, int size) {
        var arn = arn(order, id);
        var volume =
                order.place()
                        .resources()
                        .apply(arn)
                        .orElseThrow(
                                () ->
                                        INVALID_PARAMETER_VALUE.with(
                                                "%s: volume %s does not exist: %s is not declared as a resource."
                                                        .formatted(INTO_VOLUME, id, arn)));
        return new EbsOrder(volume, false, size);
    }

    private static int gibibytes(RestoreMetadata asked) {
        var text = asked.get(VOLUME_SIZE);
        if (text == null) {
            return 0;
        }
        var size = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
        check(
                size >= 1 && size <= MOST_GIBIBYTES,
                "%s must be a number of GiB from 1 to %d, not \"%s\"."
                        .formatted(VOLUME_SIZE, MOST_GIBIBYTES, text));
        return size;
    }

    private static Arn arn(RestoreOrder order, String id) {
        return Arn.of("ec2", order.place().region(), order.place().account(), "volume/" + id);
    }

    /**
     * How large the volume is to be: as it was, unless more GiB than it filled were asked for.
     *
     * @throws IllegalArgumentException when it would not fit
     */
    long bytes(long was) {
        var filled = gibibytes(was);
        if (gibibytes == 0 || gibibytes == filled) {
            return was;
        }
        if (gibibytes < filled) {
            throw new IllegalArgumentException(
                    "%s %d is too small, the volume has %d bytes"
                            .formatted(VOLUME_SIZE, gibibytes, was));
        }
        return gibibytes * GIBIBYTE;
    }

    /** A size as EBS counts it, in begun GiB. */
    static long gibibytes(long bytes) {
        return (bytes + GIBIBYTE - 1) / GIBIBYTE;
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw INVALID_PARAMETER_VALUE.with(otherwise);
        }
    }
}
