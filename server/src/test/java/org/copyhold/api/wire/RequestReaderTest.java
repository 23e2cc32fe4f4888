package org.copyhold.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.copyhold.kit.Refusals.refuses;

import org.copyhold.kit.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.services.backup.model.CreateBackupPlanRequest;
import software.amazon.awssdk.services.backup.model.CreateLegalHoldRequest;
import software.amazon.awssdk.services.backup.model.DescribeBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.ListCopyJobsRequest;
import software.amazon.awssdk.services.backup.model.ListProtectedResourcesRequest;
import software.amazon.awssdk.services.backup.model.PutBackupVaultNotificationsRequest;
import software.amazon.awssdk.services.backup.model.StartBackupJobRequest;
import software.amazon.awssdk.services.backup.model.StartCopyJobRequest;
import software.amazon.awssdk.services.backup.model.UntagResourceRequest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class RequestReaderTest {
    private static final RequestReader<StartCopyJobRequest> COPY =
            new RequestReader<>(StartCopyJobRequest.class);
    private static final RequestReader<StartBackupJobRequest> BACKUP =
            new RequestReader<>(StartBackupJobRequest.class);
    private static final RequestReader<ListCopyJobsRequest> LIST =
            new RequestReader<>(ListCopyJobsRequest.class);
    private static final RequestReader<UntagResourceRequest> UNTAG =
            new RequestReader<>(UntagResourceRequest.class);
    private static final String COPY_BODY =
            "\"RecoveryPointArn\":\"p\",\"SourceBackupVaultName\":\"s\",\"DestinationBackupVaultArn\":\"d\",\"IamRoleArn\":\"r\"";

    @Test
    void aBodyBecomesTheSdksRequest() {
        var in =
                COPY.read(
                        Map.of(),
                        Query.parse(""),
                        bytes(
                                "{"
                                        + COPY_BODY
                                        + ",\"Lifecycle\":{\"MoveToColdStorageAfterDays\":10,\"DeleteAfterDays\":100,"
                                        + "\"OptInToArchiveForSupportedResources\":true},\"IdempotencyToken\":\"ü\"}"));
        assertThat(in)
                .isEqualTo(
                        StartCopyJobRequest.builder()
                                .recoveryPointArn("p")
                                .sourceBackupVaultName("s")
                                .destinationBackupVaultArn("d")
                                .iamRoleArn("r")
                                .idempotencyToken("ü")
                                .lifecycle(
                                        l ->
                                                l.moveToColdStorageAfterDays(10L)
                                                        .deleteAfterDays(100L)
                                                        .optInToArchiveForSupportedResources(true))
                                .build());
    }

    @Test
    void labelsQueriesListsMapsAndTimesArrive() {
        var untag =
                UNTAG.read(
                        Map.of("resourceArn", "arn:x/y"),
                        Query.parse(""),
                        bytes("{\"TagKeyList\":[\"a\",\"b\"]}"));
        assertThat(untag.resourceArn()).isEqualTo("arn:x/y");
        assertThat(untag.tagKeyList()).containsExactly("a", "b");
        var backup =
                BACKUP.read(
                        Map.of(),
                        Query.parse(""),
                        bytes(
                                "{\"BackupVaultName\":\"v\",\"ResourceArn\":\"a\",\"IamRoleArn\":\"r\",\"RecoveryPointTags\":{\"k\":\"v\"}}"));
        assertThat(backup.recoveryPointTags()).containsExactly(Map.entry("k", "v"));
        var list =
                list(
                        "maxResults=5&nextToken=a%2Bb%3D%3D&createdAfter=2026-01-02T03:04:05Z&state=FAILED");
        assertThat(list.maxResults()).isEqualTo(5);
        assertThat(list.nextToken()).isEqualTo("a+b==");
        assertThat(list.byStateAsString()).isEqualTo("FAILED");
        var hold =
                new RequestReader<>(CreateLegalHoldRequest.class)
                        .read(
                                Map.of(),
                                Query.parse(""),
                                bytes(
                                        "{\"Title\":\"t\",\"Description\":\"d\",\"RecoveryPointSelection\":{\"DateRange\":"
                                            + "{\"FromDate\":1568928754.7471,\"ToDate\":1568928755}}}"));
        assertThat(hold.recoveryPointSelection().dateRange().fromDate())
                .isEqualTo(Instant.ofEpochMilli(1_568_928_754_747L));
    }

    @Test
    void anEmptyListIsThereAndAnAbsentOneIsNot() {
        var empty =
                UNTAG.read(
                        Map.of("resourceArn", "a"), Query.parse(""), bytes("{\"TagKeyList\":[]}"));
        assertThat(empty.hasTagKeyList()).isTrue();
        assertThat(empty.tagKeyList()).isEmpty();
        refuses(
                ErrorCode.MISSING_PARAMETER_VALUE,
                "TagKeyList",
                () -> UNTAG.read(Map.of("resourceArn", "a"), Query.parse(""), bytes("{}")));
    }

    @Test
    void unknownAndNullMembersArePassedOver() {
        var in =
                COPY.read(
                        Map.of(),
                        Query.parse("nobody=knows"),
                        bytes(
                                "{"
                                        + COPY_BODY
                                        + ",\"Lifecycle\":null,\"Future\":{\"deep\":[1,{\"x\":null}]}}"));
        assertThat(in.lifecycle()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-02T03:04:05Z",
                "2026-01-02T03:04:05.1Z",
                "2026-01-02T03:04:05.123Z",
                "2026-01-02T03:04:05.123456Z",
                "2026-01-02T03:04:05.123456789Z"
            })
    void aQueryTimeMayHaveNoneToNineFractionDigits(String time) {
        assertThat(list("createdAfter=" + time).byCreatedAfter()).isEqualTo(Instant.parse(time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "createdAfter=yesterday", "createdAfter=1568928754", "createdAfter=",
                        "createdAfter=2026-01-02",
                "createdAfter=%2B999999999-01-01T00:00:00Z", "maxResults=many", "maxResults=",
                        "maxResults=1.5",
                "maxResults=99999999999", "state=DONE", "state=", "state=completed"
            })
    void aQueryValueThatDoesNotFitIsInvalidAndNamed(String query) {
        refuses(
                ErrorCode.INVALID_PARAMETER_VALUE,
                query.substring(0, query.indexOf('=')),
                () -> list(query));
    }

    @Test
    void aBooleanInAQueryIsTrueOrFalse() {
        var reader =
                new RequestReader<>(
                        software.amazon.awssdk.services.backup.model
                                .ListRecoveryPointsByResourceRequest.class);
        var labels = Map.of("resourceArn", "a");
        assertThat(
                        reader.read(labels, Query.parse("managedByAWSBackupOnly=true"), bytes(""))
                                .managedByAWSBackupOnly())
                .isTrue();
        refuses(
                ErrorCode.INVALID_PARAMETER_VALUE,
                "managedByAWSBackupOnly",
                () -> reader.read(labels, Query.parse("managedByAWSBackupOnly=yes"), bytes("")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "1",
                "\"x\"",
                "true",
                "{",
                "{]",
                "{\"a\":}",
                "{\"a\":1,}",
                "{} {}",
                "{}x",
                "nope",
                " ",
                "{'a':1}",
                "{\"IamRoleArn\":1}",
                "{\"IamRoleArn\":{}}",
                "{\"IamRoleArn\":true}",
                "{\"IamRoleArn\":[\"r\"]}",
                "{\"Lifecycle\":[]}",
                "{\"Lifecycle\":\"x\"}",
                "{\"Lifecycle\":{\"DeleteAfterDays\":\"1\"}}",
                "{\"Lifecycle\":{\"DeleteAfterDays\":1.5}}",
                "{\"Lifecycle\":{\"DeleteAfterDays\":true}}",
                "{\"Lifecycle\":{\"DeleteAfterDays\":99999999999999999999}}",
                "{\"Lifecycle\":{\"DeleteAfterDays\":NaN}}",
                "{\"Lifecycle\":{\"OptInToArchiveForSupportedResources\":\"true\"}}",
                "{\"Lifecycle\":{\"OptInToArchiveForSupportedResources\":1}}",
                "{\"IamRoleArn\":\"\\ud83\"}",
                "{\"IamRoleArn\":\"a\nb\"}"
            })
    void aBodyThatIsNotWhatItShouldBeIsASerializationError(String body) {
        refuses(
                ErrorCode.SERIALIZATION,
                "",
                () -> COPY.read(Map.of(), Query.parse(""), bytes(body)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"TagKeyList\":\"a\"}",
                "{\"TagKeyList\":[1]}",
                "{\"TagKeyList\":[null]}",
                "{\"TagKeyList\":{}}"
            })
    void aListOfOtherThingsIsASerializationErrorThatNamesThePlace(String body) {
        refuses(
                ErrorCode.SERIALIZATION,
                "/TagKeyList",
                () -> UNTAG.read(Map.of("resourceArn", "a"), Query.parse(""), bytes(body)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"k\":1}", "{\"k\":null}", "{\"k\":{}}", "\"k\""})
    void aMapOfOtherThingsIsASerializationError(String map) {
        refuses(
                ErrorCode.SERIALIZATION,
                "/RecoveryPointTags",
                () ->
                        BACKUP.read(
                                Map.of(),
                                Query.parse(""),
                                bytes("{\"RecoveryPointTags\":" + map + "}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2026-01-02T03:04:05Z\"", "true", "1e99", "{}"})
    void aTimeInABodyIsANumberOfSeconds(String time) {
        var reader = new RequestReader<>(CreateLegalHoldRequest.class);
        refuses(
                ErrorCode.SERIALIZATION,
                "",
                () ->
                        reader.read(
                                Map.of(),
                                Query.parse(""),
                                bytes(
                                        "{\"RecoveryPointSelection\":{\"DateRange\":{\"FromDate\":"
                                                + time
                                                + "}}}")));
    }

    @Test
    void bytesThatAreNotUtf8AreASerializationError() {
        var body = bytes("{\"IamRoleArn\":\"x\"}");
        body[body.length - 3] = (byte) 0xff;
        refuses(ErrorCode.SERIALIZATION, "", () -> COPY.read(Map.of(), Query.parse(""), body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void aBodyTooDeepIsRefusedEvenWhereNobodyReadsIt(String level) {
        refuses(
                ErrorCode.SERIALIZATION,
                "depth",
                () ->
                        COPY.read(
                                Map.of(),
                                Query.parse(""),
                                bytes("{\"Future\":" + level.repeat(100_000))));
    }

    @Test
    void theFirstMissingMemberIsNamed() {
        refuses(ErrorCode.MISSING_PARAMETER_VALUE, "RecoveryPointArn", () -> copy("{}"));
        refuses(ErrorCode.MISSING_PARAMETER_VALUE, "RecoveryPointArn", () -> copy(""));
        refuses(
                ErrorCode.MISSING_PARAMETER_VALUE,
                "SourceBackupVaultName",
                () -> copy("{\"RecoveryPointArn\":\"p\",\"IamRoleArn\":null}"));
        refuses(
                ErrorCode.MISSING_PARAMETER_VALUE,
                "IamRoleArn",
                () -> copy("{" + COPY_BODY.replace(",\"IamRoleArn\":\"r\"", "") + "}"));
    }

    @Test
    void aMissingMemberOfAStructureInsideIsNamedToo() {
        var plans = new RequestReader<>(CreateBackupPlanRequest.class);
        refuses(
                ErrorCode.MISSING_PARAMETER_VALUE,
                "TargetBackupVaultName",
                () ->
                        plans.read(
                                Map.of(),
                                Query.parse(""),
                                bytes(
                                        "{\"BackupPlan\":{\"BackupPlanName\":\"p\",\"Rules\":[{\"RuleName\":\"r\"}]}}")));
    }

    @Test
    void anEmptyLabelIsMissing() {
        var reader = new RequestReader<>(DescribeBackupVaultRequest.class);
        refuses(
                ErrorCode.MISSING_PARAMETER_VALUE,
                "BackupVaultName",
                () -> reader.read(Map.of("backupVaultName", ""), Query.parse(""), bytes("")));
    }

    @Test
    void anUnknownEnumerationValueListsTheKnownOnes() {
        refuses(
                ErrorCode.INVALID_PARAMETER_VALUE,
                "CREATED, RUNNING, COMPLETED, FAILED, PARTIAL",
                () -> list("state=DONE"));
        var events = new RequestReader<>(PutBackupVaultNotificationsRequest.class);
        refuses(
                ErrorCode.INVALID_PARAMETER_VALUE,
                "Please select from the following list of notifications [BACKUP_JOB_STARTED, ",
                () ->
                        events.read(
                                Map.of("backupVaultName", "v"),
                                Query.parse(""),
                                bytes(
                                        "{\"SNSTopicArn\":\"t\",\"BackupVaultEvents\":[\"COPY_JOB_FAILED\",\"LUNCH\"]}")));
    }

    @Test
    void aBodyIsNotReadByAnOperationThatHasNone() {
        var in =
                new RequestReader<>(ListProtectedResourcesRequest.class)
                        .read(Map.of(), Query.parse(""), bytes("not json"));
        assertThat(in.maxResults()).isNull();
    }

    @Test
    void brokenEscapesInAQueryAreASerializationError() {
        for (var query : List.of("a=%", "a=%2", "a=%zz", "%=a")) {
            refuses(ErrorCode.SERIALIZATION, "percent", () -> Query.parse(query));
        }
    }

    private static ListCopyJobsRequest list(String query) {
        return LIST.read(Map.of(), Query.parse(query), bytes(""));
    }

    private static StartCopyJobRequest copy(String body) {
        return COPY.read(Map.of(), Query.parse(""), bytes(body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
