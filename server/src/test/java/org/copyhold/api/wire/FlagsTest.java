package org.copyhold.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.copyhold.kit.Refusals.refuses;

import org.copyhold.kit.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import software.amazon.awssdk.services.backup.model.StartCopyJobRequest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

class FlagsTest {
    private static final RequestReader<StartCopyJobRequest> COPY =
            new RequestReader<>(StartCopyJobRequest.class);
    private static final String COPY_BODY =
            """
            "RecoveryPointArn":"p","SourceBackupVaultName":"s","DestinationBackupVaultArn":"d","IamRoleArn":"r"\
            """;

    @ParameterizedTest
    @CsvSource({
        "'', '', false",
        "true, '', true",
        "false, '', false",
        "null, '', false",
        "'', true, true",
        "'', True, true",
        "'', false, false",
        "false, true, false",
        "true, false, true"
    })
    void aFlagComesInTheBodyOrElseInAHeader(String inBody, String inHeader, boolean isSet) {
        var body = "{" + COPY_BODY + (inBody.isEmpty() ? "" : ",\"Once\":" + inBody) + "}";
        Map<String, List<String>> headers =
                inHeader.isEmpty() ? Map.of() : Map.of("x-copyhold-once", List.of(inHeader));

        var in = COPY.read(Map.of(), Query.parse(""), headers, bytes(body));

        assertThat(Flags.isSet(in, "Once")).isEqualTo(isSet);
    }

    @Test
    void aFlagIsTrueOrFalseAndAtTheTop() {
        var wrong = bytes("{" + COPY_BODY + ",\"Once\":{\"Once\":true}}");
        refuses(
                ErrorCode.SERIALIZATION,
                "true or false",
                () -> COPY.read(Map.of(), Query.parse(""), wrong));
        refuses(
                ErrorCode.INVALID_PARAMETER_VALUE,
                "x-copyhold-once",
                () ->
                        COPY.read(
                                Map.of(),
                                Query.parse(""),
                                Map.of("x-copyhold-once", List.of("yes")),
                                bytes("{" + COPY_BODY + "}")));
        var deep = bytes("{" + COPY_BODY + ",\"Future\":{\"Once\":true}}");
        assertThat(Flags.isSet(COPY.read(Map.of(), Query.parse(""), deep), "Once")).isFalse();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
