package org.copyhold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import org.copyhold.control.vault.MissingVault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class ConfigTest {
    @TempDir Path folder;

    @Test
    void withoutAFileEverythingHasADefault() {
        var config = Config.embedded(folder, Map.of());

        assertThat(config.listen()).hasToString("127.0.0.1:8480");
        assertThat(config.data()).isEqualTo(folder.resolve("data"));
        assertThat(config.masterKey()).isEqualTo(folder.resolve("data/master.key"));
        assertThat(config.accounts())
                .extracting(Config.Account::id)
                .containsExactly("123456789012");
        assertThat(config.regions()).containsOnlyKeys("us-east-1", "us-west-2", "eu-west-1");
        assertThat(config.missingVault()).isEqualTo(MissingVault.ACCESS_DENIED);
        assertThat(config.scrub()).isEqualTo(ScrubConfig.DEFAULT);
        assertThat(config.testing()).isFalse();
    }

    @Test
    void howBytesAreVerifiedStandsInTheFile() throws IOException {
        assertThat(read("scrub: { every: P7D, bytesPerSecond: 1000000 }").scrub())
                .isEqualTo(new ScrubConfig(Duration.ofDays(7), 1_000_000, false));
        assertThat(read("scrub: { every: PT0S }").scrub().every()).isZero();
        for (var wrong :
                List.of("every: PT1S", "bytesPerSecond: 10", "bytesPerSecond: 2000000000")) {
            assertThatThrownBy(() -> read("scrub: { " + wrong + " }"))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("scrub: " + wrong.substring(0, wrong.indexOf(':')));
        }
    }

    @Test
    void relativePathsCountFromTheFile() throws IOException {
        var config =
                read(
                        """
                        data: ./d
                        masterKey: ../keys/master
                        regions:
                          eu-west-1: { store: "file:./stores/eu" }
                        resources:
                          - arn: "arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-0123456789abcdef0"
                            path: ./share
                        """);

        assertThat(config.data()).isEqualTo(folder.resolve("d"));
        assertThat(config.masterKey()).isEqualTo(folder.resolveSibling("keys/master"));
        assertThat(config.regions().values())
                .extracting(RegionConfig::store)
                .containsExactly("file:" + folder.resolve("stores/eu"));
        assertThat(config.resources())
                .extracting(ResourceConfig::path)
                .containsExactly(folder.resolve("share"));
    }

    @Test
    void aRegionMayKeepWhatIsColdElsewhere() throws IOException {
        var config =
                read(
                        """
                        copyFromCold: true
                        regions:
                          us-east-1: { store: "file:./east" }
                          eu-west-1: { store: "file:./west", coldStore: "file:./cold", coldBytesPerSecond: 100000 }
                          eu-west-2:
                            store: s3://warm
                            s3: { endpoint: "https://minio.example.org", accessKey: me, secretKey: hush }
                            coldStore: s3://cold/
                          eu-west-3:
                            store: file:./paris
                            coldStore: s3://cold-too
                            coldS3: { endpoint: "https://garage.example.org", accessKey: me, secretKey: hush }
                        """);

        assertThat(config.copyFromCold()).isTrue();
        assertThat(requireNonNull(config.regions().get("us-east-1")).cold()).isEmpty();
        var west = requireNonNull(config.regions().get("eu-west-1")).cold().orElseThrow();
        assertThat(west.store()).isEqualTo("file:" + folder.resolve("cold"));
        assertThat(west.bytesPerSecond()).isEqualTo(100_000);
        var two = requireNonNull(config.regions().get("eu-west-2"));
        assertThat(two.cold().orElseThrow().bucket()).isEqualTo("cold");
        assertThat(two.cold().orElseThrow().s3()).isEqualTo(two.s3());
        var three = requireNonNull(config.regions().get("eu-west-3"));
        assertThat(requireNonNull(three.cold().orElseThrow().s3()).endpoint())
                .hasHost("garage.example.org");
    }

    @Test
    void aRegionMayKeepItsStoresInABucket() throws IOException {
        var config =
                read(
                        """
                        regions:
                          us-east-1: { store: "file:./stores/east" }
                          eu-west-1:
                            store: s3://backups/copyhold/
                            s3: { endpoint: "https://minio.example.org:9000", accessKey: me, secretKey: hush, ca: ./ca.pem }
                            bytesPerSecond: 50000000
                        """);
        var region = requireNonNull(config.regions().get("eu-west-1"));
        var s3 = requireNonNull(region.s3());
        assertThat(region.store()).isEqualTo("s3://backups/copyhold");
        assertThat(region.bucket()).isEqualTo("backups");
        assertThat(region.prefix()).isEqualTo("copyhold/");
        assertThat(s3.isPathStyle()).isTrue();
        assertThat(s3.ca()).isEqualTo(folder.resolve("ca.pem"));
        assertThat(region.bytesPerSecond()).isEqualTo(50_000_000);
        assertThat(config.toString()).doesNotContain("hush");
    }

    @Test
    void anEndpointMayHaveACertificateOfItsOwn() throws IOException {
        var config =
                read(
                        """
                        endpoints:
                          here: { endpoint: "https://minio.example.org:9000", accessKey: me, secretKey: hush, ca: ./ca.pem }
                        """);

        assertThat(requireNonNull(config.endpoints().get("here")).ca())
                .isEqualTo(folder.resolve("ca.pem"));
        assertThat(config.toString()).doesNotContain("hush");
        assertThatThrownBy(
                        () ->
                                read(
                                        """
                                        endpoints:
                                          here: { endpoint: "http://127.0.0.1:9000", ca: ./ca.pem }
                                        """))
                .hasMessageContaining("ca goes with an endpoint that begins with https");
    }

    @Test
    void aStackIsDeclaredWithItsMembersAndTags() throws IOException {
        var config =
                read(
                        """
                        regions:
                          us-east-1: { store: "file:./stores/east" }
                        resources:
                          - arn: "arn:aws:cloudformation:us-east-1:123456789012:stack/shop/1"
                            members: { Files: "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-01234567" }
                            tags: { team: shop }
                        """);

        var stack = Settings.resources(config).getFirst();
        assertThat(stack.substance().text()).contains("Files=arn:aws:elasticfilesystem");
        assertThat(stack.tags().byKey()).containsEntry("team", "shop");
    }

    @Test
    void eventsGoWhereTheFileSays() throws IOException {
        var events =
                read("""
                events:
                  file: ./told/events.jsonl
                  webhooks: [{ url: "https://a.example/x?k=1", secret: "some text" }]
                  eventbridge: { endpoint: "http://127.0.0.1:5000", bus: b }
                  sns:
                    endpoint: "http://127.0.0.1:5000"
                    accessKey: { id: AKIA, secret: hush }
                """)
                        .events();

        assertThat(events.file()).isEqualTo(folder.resolve("told/events.jsonl"));
        assertThat(events.webhooks()).hasSize(1);
        assertThat(events.eventbridge())
                .extracting("bus", "source")
                .containsExactly("b", "aws.backup");
        assertThat(events.sns()).extracting("accessKey.id").isEqualTo("AKIA");
        assertThat(Config.embedded(folder, Map.of()).events()).isEqualTo(EventConfig.NONE);
    }

    @Test
    void secretsOfSinksAreNotShown() throws IOException {
        var config =
                read(
                        """
                        events:
                          webhooks: [{ url: "https://a.example/x?key=hidden", secret: hush }]
                          sns:
                            endpoint: "http://127.0.0.1:5000"
                            accessKey: { id: AKIA, secret: hush }
                        """);

        assertThat(config.toString()).contains("a.example", "***").doesNotContain("hush", "hidden");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ webhooks: [{ url: \"ftp://a/b\", secret: s }] } | is no URL",
                "{ webhooks: [{ url: \"http://a/b\" }] } | the secret of the one at a is missing",
                "{ webhooks: [{ url: \"http://a/b\", secret: \"\" }] } | is empty",
                "{ webhooks: [{ url: \"http://a/b\", secret: \"whsec_!\" }] } | is not Base64",
                "{ webhooks: [{ url: \"http://a/b\", secret: s }, { url: \"http://a/b\", secret: t"
                        + " }] } | two have the same url",
                "{ eventbridge: { bus: b } } | events.eventbridge: endpoint is missing",
                "{ sns: { endpoint: nowhere } } | is no URL",
                "{ sms: {} } | there is no key",
            })
    void aSinkThatCannotBeIsRefused(String events, String why) {
        assertThatThrownBy(() -> read("events: " + events + "\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aKeyServiceIsAskedForAndItsSecretIsNotShown() throws IOException {
        assertThat(Config.embedded(folder, Map.of()).kms()).isNull();
        assertThat(read("kms: {}\n").kms()).isEqualTo(new KmsConfig(null, null, null));

        var config =
                read(
                        "kms: { endpoint: \"http://127.0.0.1:5000\", accessKey: AKIA, secretKey:"
                                + " hush }\n");

        assertThat(config.toString()).contains("5000", "AKIA", "***").doesNotContain("hush");
        assertThatThrownBy(() -> read("kms: { accessKey: AKIA }\n"))
                .hasMessageContaining("go together");
        assertThatThrownBy(() -> read("kms: { endpoint: nowhere }\n"))
                .hasMessageContaining("is no URL");
    }

    @Test
    void theEnvironmentCountsMoreThanTheFile() throws IOException {
        var file = Files.writeString(folder.resolve("c.yaml"), "listen: 127.0.0.1:1\n");

        var config =
                Config.read(
                        file, Map.of("COPYHOLD_LISTEN", "[::1]:9000", "COPYHOLD_METRICS", "true"));

        assertThat(config.listen()).hasToString("[::1]:9000");
        assertThat(config.metrics()).isTrue();
    }

    @Test
    void anEmptyFileAndOneOfCommentsAreTheDefaults() throws IOException {
        assertThat(read("")).isEqualTo(Config.embedded(folder, Map.of()));
        assertThat(read("# nothing\n---\n")).isEqualTo(Config.embedded(folder, Map.of()));
    }

    @Test
    void anUnknownKeyIsRefusedWithItsPlace() {
        assertThatThrownBy(
                        () ->
                                read(
                                        """
                                        data: d
                                        regions:
                                          us-east-1: { store: "file:s", stoer: x }
                                        """))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("c.yaml:3: ")
                .hasMessageContaining("\"regions.us-east-1.stoer\"")
                .hasMessageContaining(
                        "known here are bytesPerSecond, coldBytesPerSecond, coldS3, coldStore, s3,"
                                + " store.");
    }

    @Test
    void policiesAreWrittenAsYamlOrAsJson() throws IOException {
        var config =
                read(
                        """
                        accounts:
                          - id: "123456789012"
                            users:
                              - name: one
                                policy:
                                  Version: 2012-10-17
                                  Statement:
                                    Effect: Deny
                                    Action: "*"
                                    Resource: "*"
                                    Condition: { Bool: { "aws:SecureTransport": false } }
                              - name: two
                                policy: '{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}'
                              - name: three
                        roles:
                          - arn:aws:iam::123456789012:role/plain
                          - arn: arn:aws:iam::123456789012:role/limited
                            policy: { Statement: { Effect: Allow, Action: "s3:*", Resource: "*" } }
                        """);

        var users = config.accounts().getFirst().users();
        assertThat(users).extracting(Config.User::name).containsExactly("one", "two", "three");
        assertThat(users.get(0).policy()).isNotNull();
        assertThat(users.get(1).policy()).isNotNull();
        assertThat(users.get(2).policy()).isNull();
        assertThat(config.roles().get(0).policy()).isNull();
        assertThat(config.roles().get(1).policy()).isNotNull();
    }

    @Test
    void secretsDoNotShow() throws IOException {
        var config =
                read(
                        """
                        accounts:
                          - { id: "123456789012", accessKeys: [{ id: testing, secret: hunter2 }] }
                        """);

        assertThat(config.toString()).contains("testing").contains("***").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    listen: 8480                                        | is no address
                    listen: 127.0.0.1:99999                             | no port 99999
                    listen: 0.0.0.0:8480                                | plaintext: true
                    {listen: "0.0.0.0:1", plaintext: true, testing: true} | loopback
                    missingVault: gone                                  | access-denied
                    accounts: []                                        | at least one account
                    accounts: [{ id: "12" }]                            | twelve digits
                    accounts: [{ name: x }]                             | id is missing
                    accounts: [{id: "123456789012"},{id: "123456789012"}] | named twice
                    regions: { mars: { store: "file:x" } }              | is no Region
                    regions: { us-east-1: { store: "ftp:x" } }          | file:FOLDER
                    regions: { us-east-1: }                             | missing
                    regions: { us-east-1: { store: "s3://backups/a" }, eu-west-1: { store: "s3://backups/a/b" } } | one lies in the other
                    regions: { us-east-1: { store: "s3://Not_A_Bucket" } } | s3://BUCKET/PREFIX
                    regions: { us-east-1: { store: "s3://backups", s3: { accessKey: me } } } | go together
                    regions: { us-east-1: { store: "file:x", s3: { region: us-east-1 } } } | s3 goes with
                    regions: { us-east-1: { store: "file:x", bytesPerSecond: 10 } } | 65536
                    regions: { us-east-1: { store: "file:x", coldStore: "file:x/cold" } } | one lies in the other
                    regions: { us-east-1: { store: "file:x", coldStore: "tape:1" } } | is of no known kind
                    regions: { us-east-1: { store: "file:x", coldBytesPerSecond: 100000 } } | goes with a coldStore
                    regions: { us-east-1: { store: "file:x", coldStore: "file:y", coldS3: { endpoint: "http://h" } } } | coldS3 goes with
                    roles: [admin]                                      | IAM role
                    roles: [{ arn: admin }]                             | IAM role
                    roles: [{}]                                         | arn is missing
                    roles: ["arn:aws:iam::123456789012:role/a", { arn: "arn:aws:iam::123456789012:role/a" }] | named twice
                    accounts: [{ id: "123456789012", users: [{ name: a b }] }] | is no name of a user
                    accounts: [{ id: "123456789012", users: [{ name: a }, { name: a }] }] | user a twice
                    accounts: [{ id: "123456789012", users: [{ name: a, policy: { Statement: { Efect: Allow } } }] }] | policy: Invalid policy: Statement.Efect
                    accounts: [{ id: "123456789012", users: [{ name: a, policy: "{" }] }] | policy: Invalid policy: line 1
                    accounts: [{ id: "123456789012", accessKeys: [{ id: abc, secret: d }], users: [{ name: a, accessKeys: [{ id: abc, secret: d }] }] }] | key abc is named twice
                    resources: [{ arn: x, path: y }]                    | is no ARN
                    resources: [{ path: y }]                            | arn is missing
                    resources: [{ arn: "arn:aws:cloudformation:us-east-1:123456789012:stack/shop/1" }] | needs either a path or, if it is a stack, members
                    resources: [{ arn: "arn:aws:cloudformation:us-east-1:123456789012:stack/shop/1", path: ./a }] | has members, not a path
                    resources: [{ arn: "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-01234567", members: { A: "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-01234567" } }] | is no stack
                    tls: { key: k }                                     | certificate is missing
                    testing: perhaps                                    | testing
                    {data: a, data: b}                                  | Duplicate
                    [1, 2]                                              | another kind
                    """)
    void whatCannotBeFollowedIsRefusedWithAReason(String yaml, String reason) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("c.yaml:")
                .hasMessageContaining(reason);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Config.read(folder.resolve("none.yaml"), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("none.yaml does not exist");
    }

    private Config read(String yaml) throws IOException {
        return Config.read(Files.writeString(folder.resolve("c.yaml"), yaml), Map.of());
    }
}
