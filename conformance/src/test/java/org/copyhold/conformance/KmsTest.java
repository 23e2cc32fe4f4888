package org.copyhold.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Vaults whose keys a key management service keeps that is not of this house. */
class KmsTest {
    private static final Path SCRIPT = Path.of("src/test/resources/kms.py").toAbsolutePath();

    @TempDir Path folder;

    @Test
    void recoveryPointsOfSuchVaultsComeBackWithoutDatabaseOrServerAsLongAsTheServiceAnswers()
            throws Exception {
        var python = Client.boto3();
        try (var moto = Moto.start(folder);
                var server = Server.in(folder, "kms.yaml")) {
            var file = folder.resolve("copyhold.yaml");
            Files.writeString(
                    file, Files.readString(file).replace("KMS", moto.endpoint().toString()));
            Tree.make(server.share(), 1, 3);
            server.start();
            python.run(server, SCRIPT, moto.endpoint().toString());
            assertThat(server.terminate(Duration.ofSeconds(10))).isTrue();

            var store = folder.resolve("stores/us-east-1/123456789012/main").toString();
            var listed = server.call("store", "restore", "--store", store);
            assertThat(listed.exit()).as(listed.output()).isZero();
            assertThat(listed.output().lines().filter(it -> it.contains("file-system"))).hasSize(3);
            for (var name : new String[] {"copyhold.db", "copyhold.db-wal", "copyhold.db-shm"}) {
                Files.deleteIfExists(folder.resolve("data").resolve(name));
            }
            var rebuilt = server.call("store", "rebuild");
            assertThat(rebuilt.exit()).as(rebuilt.output()).isZero();
            assertThat(rebuilt.output()).contains("3 recovery points");
            var check = server.call("store", "check", "--with-keys");
            assertThat(check.exit()).as(check.output()).isZero();
        }
    }
}
