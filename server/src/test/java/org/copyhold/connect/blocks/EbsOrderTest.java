package org.copyhold.connect.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.copyhold.kit.ErrorCode.INVALID_PARAMETER_VALUE;

import org.copyhold.connect.RestoreOrder;
import org.copyhold.kit.Refusals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

class EbsOrderTest {
    @TempDir Path folder;

    private RestoreOrder order(Map<String, String> metadata) {
        return Disk.of(folder.resolve("disk"), 1).order("job", metadata, folder.resolve("new"));
    }

    @Test
    void keysAreReadWithoutRegardToCase() {
        var order =
                EbsOrder.of(
                        order(
                                Map.of(
                                        "AVAILABILITYZONE", "us-east-1a",
                                        "VolumeSize", "8",
                                        "volumetype", "io2",
                                        "aws:backup:request-id", "x")));

        assertThat(order.gibibytes()).isEqualTo(8);
        assertThat(order.isNew()).isTrue();
        assertThat(order.created().path().getParent()).isEqualTo(folder.resolve("new"));
    }

    @Test
    void theSameJobMakesTheSameVolumeAgain() {
        var metadata = Map.of("availabilityZone", "us-east-1a");

        assertThat(EbsOrder.of(order(metadata))).isEqualTo(EbsOrder.of(order(metadata)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    availabilityZone      | eu-west-1a  | a zone of us-east-1 such as us-east-1a, not "eu-west-1a"
                    availabilityZone      | us-east-1   | not "us-east-1"
                    volumeType            | floppy      | volumeType "floppy" is none of EBS
                    volumeSize            | 0           | volumeSize must be a number of GiB
                    volumeSize            | many        | from 1 to 65536, not "many"
                    encrypted             | perhaps     | must be "true" or "false"
                    destinationBucketName | files       | only the volume
                    pathsToRestore        | /etc        | only the volume
                    copyhold:intoVolume   | vol-0000000 | volume vol-0000000 does not exist
                    """)
    void whatCannotBeFollowedIsRefused(String key, String value, String message) {
        var metadata = new HashMap<>(Map.of("availabilityZone", "us-east-1a"));
        metadata.put(key, value);

        Refusals.refuses(INVALID_PARAMETER_VALUE, message, () -> EbsOrder.of(order(metadata)));
    }
}
