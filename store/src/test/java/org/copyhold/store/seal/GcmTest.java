package org.copyhold.store.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.store.chunk.CryptoProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

class GcmTest {
    private final byte[] key = new byte[32];
    private final byte[] nonce = new byte[12];

    @BeforeAll
    static void prepare() {
        CryptoProvider.prepare();
    }

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

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16_384, 16_385, 1 << 20, (4 << 20) + 7})
    void allProvidersGiveTheSameBytesAndReadEachOthers(int length) {
        var plaintext = new byte[length];
        new Random(length).nextBytes(plaintext);
        var one = new Gcm(CryptoProvider.runtime());
        var other = new Gcm(CryptoProvider.current());

        var sealed = encrypt(one, plaintext);
        assertThat(encrypt(other, plaintext)).isEqualTo(sealed);
        assertThat(tag(other, plaintext))
                .isEqualTo(tag(one, plaintext))
                .isEqualTo(Arrays.copyOfRange(sealed, length, length + Gcm.TAG_BYTES));
        for (var gcm : List.of(one, other)) {
            var opened = new byte[length];
            gcm.toDecrypt(key, nonce);
            assertThat(gcm.decrypt(sealed, 0, sealed.length, opened)).isTrue();
            assertThat(opened).isEqualTo(plaintext);
            sealed[length / 2] ^= 1;
            gcm.toDecrypt(key, nonce);
            assertThat(gcm.decrypt(sealed, 0, sealed.length, opened)).isFalse();
            sealed[length / 2] ^= 1;
        }
    }

    private byte[] encrypt(Gcm gcm, byte[] plaintext) {
        var out = new byte[plaintext.length + Gcm.TAG_BYTES];
        gcm.toEncrypt(key, nonce);
        gcm.encrypt(plaintext, plaintext.length, out, 0);
        return out;
    }

    private byte[] tag(Gcm gcm, byte[] plaintext) {
        gcm.toEncrypt(key, nonce);
        return gcm.tag(plaintext, 0, plaintext.length);
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
