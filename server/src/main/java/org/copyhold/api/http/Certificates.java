package org.copyhold.api.http;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Turns PEM files into what the listener needs. */
final class Certificates {
    private Certificates() {}

    /**
     * @throws IllegalStateException naming the file that cannot be used
     */
    static Tls load(Listen.Tls files) {
        var certificate = read(files.certificate(), "certificate");
        var key = read(files.key(), "key");
        try {
            var keys =
                    Keys.builder()
                            .pem(
                                    pem ->
                                            pem.certChain(
                                                            Resource.create(
                                                                    "certificate", certificate))
                                                    .key(Resource.create("key", key)))
                            .build();
            return Tls.builder()
                    .privateKey(keys.privateKey().orElseThrow())
                    .privateKeyCertChain(keys.certChain())
                    .build();
        } catch (RuntimeException e) {
            // The PEM reader throws a different unchecked exception for each way a file can be
            // wrong.
            throw new IllegalStateException(
                    "Cannot use the TLS certificate "
                            + files.certificate()
                            + " with the key "
                            + files.key()
                            + ": "
                            + e.getMessage()
                            + ". Both must be PEM, the key unencrypted PKCS#8.",
                    e);
        }
    }

    private static byte[] read(Path file, String what) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Cannot read the TLS " + what + " " + file + ": " + e.getMessage(), e);
        }
    }
}
