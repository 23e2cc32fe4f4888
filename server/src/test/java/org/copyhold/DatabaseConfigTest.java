package org.copyhold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class DatabaseConfigTest {
    @TempDir Path folder;

    @Test
    void aDatabaseServerIsNamedWithItsPlace() throws IOException {
        var config =
                read(
                        """
                        databases:
                          shop: { host: db.example.org, user: backup, password: hunter2, sslRootCertificate: ca.pem }
                        resources:
                          - { arn: "arn:aws:rds:us-east-1:123456789012:db:shop", endpoint: shop }
                        """);

        var server = requireNonNull(Settings.databases(config).get("shop"));
        assertThat(server).hasToString("db.example.org:5432");
        assertThat(server.password()).isEqualTo("hunter2");
        assertThat(server.tls().root()).isEqualTo(folder.resolve("ca.pem"));
        assertThat(config.toString()).doesNotContain("hunter2");
        assertThat(config.resources().getFirst().declared().name()).isEqualTo("shop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    databases: { shop: { user: me } }                   | a server's host is missing
                    databases: { shop: { host: h } }                    | user of h is missing
                    databases: { shop: }                                | what is said of shop is missing
                    databases: { shop: { host: h, user: me, port: 99999 } } | no port 99999
                    databases: { shop: { host: h, user: me, sslMode: on } } | sslMode is one of
                    databases: { shop: { host: h, user: me, bytesPerSecond: 9 } } | 32768 to
                    databases: { shop: { host: "h/x?y", user: me } }    | is no host
                    resources: [{ arn: "arn:aws:rds:us-east-1:123456789012:db:shop", endpoint: main }] | that databases does not name
                    """)
    void whatCannotBeFollowedIsRefusedWithAReason(String yaml, String reason) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("c.yaml:")
                .hasMessageContaining(reason);
    }

    private Config read(String yaml) throws IOException {
        return Config.read(Files.writeString(folder.resolve("c.yaml"), yaml), Map.of());
    }
}
