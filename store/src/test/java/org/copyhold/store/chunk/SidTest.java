package org.copyhold.store.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

class SidTest {
    @Test
    void theIdOfBytesIsTheirSha256() {
        var sid = Sid.hashOf("abc".getBytes(StandardCharsets.US_ASCII));
        assertThat(sid.hex())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(sid).hasToString(sid.hex());
    }

    @Test
    void bytesAndHexComeBackAsTheyWere() {
        var random = new Random(1);
        for (int i = 0; i < 100; i++) {
            var bytes = new byte[40];
            random.nextBytes(bytes);
            var sid = Sid.of(bytes, 5);
            assertThat(sid.bytes()).isEqualTo(Arrays.copyOfRange(bytes, 5, 37));
            assertThat(Sid.ofHex(sid.hex())).isEqualTo(sid).hasSameHashCodeAs(sid);
            assertThat(Pid.of(sid.bytes()).bytes()).isEqualTo(sid.bytes());
        }
    }

    @Test
    void orderIsThatOfTheBytes() {
        var random = new Random(2);
        for (int i = 0; i < 1000; i++) {
            var left = new byte[32];
            var right = new byte[32];
            random.nextBytes(left);
            System.arraycopy(left, 0, right, 0, 32);
            right[random.nextInt(32)] = (byte) random.nextInt();
            assertThat(Integer.signum(Sid.of(left).compareTo(Sid.of(right))))
                    .isEqualTo(Integer.signum(Arrays.compareUnsigned(left, right)));
        }
    }

    @Test
    void anotherLengthIsRefused() {
        assertThatThrownBy(() -> Sid.of(new byte[31])).hasMessageContaining("not 31");
        assertThatThrownBy(() -> Sid.ofHex("00")).hasMessageContaining("64 hexadecimal digits");
    }
}
