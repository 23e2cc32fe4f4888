package org.copyhold.store.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.nio.charset.StandardCharsets;

import javax.crypto.spec.SecretKeySpec;

class CryptoProviderTest {
    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void awsLcRunsWhereItsLibraryIsShipped() {
        CryptoProvider.prepare();

        assertThat(CryptoProvider.current()).hasToString("AmazonCorrettoCryptoProvider");
        assertThat(CryptoProvider.runtime()).hasToString("the Java runtime");
    }

    @Test
    void digestsAndMacsAreTheSameFromAllProviders() throws Exception {
        CryptoProvider.prepare();
        var key = new SecretKeySpec("a key".getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        for (int length : new int[] {0, 1, 63, 64, 65, 1 << 20}) {
            var text = new byte[length];
            assertThat(CryptoProvider.current().sha256().digest(text))
                    .isEqualTo(CryptoProvider.runtime().sha256().digest(text));
            var one = CryptoProvider.runtime().hmacSha256();
            one.init(key);
            var other = CryptoProvider.current().hmacSha256();
            other.init(key);
            assertThat(other.doFinal(text)).isEqualTo(one.doFinal(text));
        }
    }
}
