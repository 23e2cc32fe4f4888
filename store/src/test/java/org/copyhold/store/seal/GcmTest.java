package org.copyhold.store.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.HexFormat;

class GcmTest {
    private final byte[] key = new byte[32];
    private final byte[] nonce = new byte[12];

    /** From the standard's own test vectors: AES-256, a block of zeros. */
    @Test
    void encryptsAsTheStandardSays() {
        assertThat(Gcm.encrypt(key, nonce, new byte[16], new byte[0]))
                .isEqualTo(
                        HexFormat.of()
                                .parseHex(
                                        "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"));
    }

    @Test
    void theSameKeyMayBeUsedTwiceInARow() {
        assertThat(Gcm.encrypt(key, nonce, new byte[5], new byte[1]))
                .isEqualTo(Gcm.encrypt(key, nonce, new byte[5], new byte[1]));
        var ciphertext = Gcm.encrypt(key, nonce, new byte[5], new byte[1]);
        assertThat(Gcm.decrypt(key, nonce, ciphertext, new byte[1])).hasValue(new byte[5]);
        assertThat(Gcm.encrypt(key, nonce, new byte[5], new byte[1])).isEqualTo(ciphertext);
    }

    @Test
    void anythingChangedGivesNothing() {
        var ciphertext = Gcm.encrypt(key, nonce, new byte[] {1, 2, 3}, new byte[] {4});
        assertThat(Gcm.decrypt(key, nonce, ciphertext, new byte[] {4}))
                .hasValue(new byte[] {1, 2, 3});
        assertThat(Gcm.decrypt(key, nonce, ciphertext, new byte[] {5})).isEmpty();
        assertThat(
                        Gcm.decrypt(
                                key,
                                new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1},
                                ciphertext,
                                new byte[] {4}))
                .isEmpty();
        assertThat(Gcm.decrypt(key, nonce, new byte[15], new byte[] {4})).isEmpty();
        ciphertext[0] ^= 1;
        assertThat(Gcm.decrypt(key, nonce, ciphertext, new byte[] {4})).isEmpty();
    }

    @Test
    void shortKeysAndNoncesAreRefused() {
        assertThatThrownBy(() -> Gcm.encrypt(new byte[16], nonce, new byte[1], new byte[0]))
                .hasMessageContaining("32 bytes");
        assertThatThrownBy(() -> Gcm.encrypt(key, new byte[0], new byte[1], new byte[0]))
                .hasMessageContaining("12 bytes");
    }
}
