package org.copyhold.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.api.http.Listen.Tls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.Base64;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void aCertificateAndItsKeyMakeTheListenerSpeakTls(String algorithm) throws Exception {
        var keys = selfSigned(algorithm);
        var listen = new Listen("127.0.0.1", 0, pem(keys));
        try (var server = new TestServer(listen, null, false, InstantSource.system());
                var client = HttpClient.newBuilder().sslContext(trusting(keys)).build()) {
            assertThat(server.address()).hasScheme("https");
            var health =
                    HttpRequest.newBuilder(server.address().resolve("/copyhold/health")).build();
            assertThat(client.send(health, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aFileThatCannotBeReadOrIsNoPemIsNamed() throws Exception {
        var good = pem(selfSigned("EC"));
        var missing = folder.resolve("missing.pem");
        refused(new Tls(missing, good.key()), missing);
        refused(new Tls(good.certificate(), missing), missing);
        var rubbish = Files.writeString(folder.resolve("rubbish.pem"), "rubbish");
        refused(new Tls(rubbish, good.key()), rubbish);
        refused(new Tls(good.certificate(), rubbish), rubbish);
        refused(new Tls(good.key(), good.certificate()), good.key());
    }

    private static void refused(Tls tls, Path named) {
        var listen = new Listen("127.0.0.1", 0, tls);
        assertThatThrownBy(() -> new TestServer(listen, null, false, InstantSource.system()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(named.toString());
    }

    private KeyStore selfSigned(String algorithm) throws Exception {
        var file = folder.resolve(algorithm + ".p12");
        var keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "k",
                                "-keyalg",
                                algorithm,
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                new String(PASSWORD),
                                "-keystore",
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(keytool.waitFor()).isZero();
        return KeyStore.getInstance(file.toFile(), PASSWORD);
    }

    private Tls pem(KeyStore keys) throws Exception {
        var certificate =
                write("certificate.pem", "CERTIFICATE", keys.getCertificate("k").getEncoded());
        return new Tls(
                certificate,
                write("key.pem", "PRIVATE KEY", keys.getKey("k", PASSWORD).getEncoded()));
    }

    private Path write(String name, String what, byte[] der) throws IOException {
        var text = Base64.getMimeEncoder().encodeToString(der);
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    private static SSLContext trusting(KeyStore keys) throws Exception {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("k", keys.getCertificate("k"));
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
