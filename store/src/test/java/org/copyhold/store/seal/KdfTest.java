package org.copyhold.store.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Random;

import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

class KdfTest {
    /** RFC 5869, test case 1, from its PRK on. */
    @Test
    void expandsAsTheStandardSays() {
        var prk =
                HexFormat.of()
                        .parseHex(
                                "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
        var info = HexFormat.of().parseHex("f0f1f2f3f4f5f6f7f8f9");
        assertThat(Kdf.expand(prk, info, 42))
                .asHexString()
                .isEqualToIgnoringCase(
                        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
    }

    @Test
    void expandsAsTheRuntimeDoes() throws GeneralSecurityException {
        var random = new Random(1);
        var runtime = KDF.getInstance("HKDF-SHA256");
        for (int length : new int[] {1, 31, 32, 33, 48, 2048, 8160}) {
            var key = new byte[32];
            var info = new byte[random.nextInt(50)];
            random.nextBytes(key);
            random.nextBytes(info);
            var spec =
                    HKDFParameterSpec.expandOnly(new SecretKeySpec(key, "Generic"), info, length);
            assertThat(Kdf.expand(key, info, length)).isEqualTo(runtime.deriveData(spec));
        }
    }

    @Test
    void moreThanTheStandardAllowsIsRefused() {
        assertThatThrownBy(() -> Kdf.expand(new byte[32], new byte[0], 8161))
                .hasMessageContaining("8161");
    }
}
