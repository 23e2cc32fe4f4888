package org.copyhold.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.backup.model.CopyJob;
import software.amazon.awssdk.services.backup.model.CopyJobState;
import software.amazon.awssdk.services.backup.model.DeleteBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.DescribeCopyJobResponse;
import software.amazon.awssdk.services.backup.model.ListCopyJobsResponse;
import software.amazon.awssdk.services.backup.model.ListTagsResponse;
import software.amazon.awssdk.services.backup.model.UpdateGlobalSettingsResponse;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class ResponseWriterTest {
    @Test
    void absentMembersAreLeftOutAndTimesAreSecondsWithMilliseconds() {
        var job =
                CopyJob.builder()
                        .copyJobId("ü\"\\")
                        .state(CopyJobState.RUNNING)
                        .isParent(false)
                        .backupSizeInBytes(1L << 52)
                        .creationDate(Instant.ofEpochMilli(1_568_928_754_747L))
                        .completionDate(Instant.ofEpochSecond(10))
                        .childJobsInState(Map.of(CopyJobState.FAILED, 2L))
                        .build();
        assertThat(json(DescribeCopyJobResponse.builder().copyJob(job).build()))
                .isEqualTo(
                        "{\"CopyJob\":{\"CopyJobId\":\"ü\\\"\\\\\",\"CreationDate\":1568928754.747,\"CompletionDate\":10,"
                            + "\"State\":\"RUNNING\",\"BackupSizeInBytes\":4503599627370496,\"IsParent\":false,"
                            + "\"ChildJobsInState\":{\"FAILED\":2}}}");
    }

    @Test
    void membersThatAwsHasNotStandBesideThoseOfTheirStructure() {
        var beside = new Beside();
        var one = beside.put(CopyJob.builder().copyJobId("1").build(), Map.of("BytesMoved", 7L));
        var equal = CopyJob.builder().copyJobId("1").build();
        var list = ListCopyJobsResponse.builder().copyJobs(one, equal).build();

        assertThat(json(new Extended<>(list, beside)))
                .isEqualTo(
                        "{\"CopyJobs\":[{\"CopyJobId\":\"1\",\"BytesMoved\":7},{\"CopyJobId\":\"1\"}]}");
    }

    @Test
    void anAnswerThatAwsHasNothingLikeIsItsMembers() {
        var members =
                Map.<String, Object>of("Gates", List.of(Map.of("At", Instant.ofEpochSecond(1))));

        assertThat(json(new Extension(members))).isEqualTo("{\"Gates\":[{\"At\":1}]}");
        assertThat(json(new Extension(Map.of()))).isEqualTo("{}");
    }

    @Test
    void aLongAnswerIsKeptFromTheSecondTimeOn() {
        var response = ListTagsResponse.builder().tags(Map.of("k", "v".repeat(20_000))).build();
        var equal = response.toBuilder().build();

        var first = ResponseWriter.write(response);
        var second = ResponseWriter.write(response);
        assertThat(second).isEqualTo(first);
        assertThat(ResponseWriter.write(response)).isSameAs(second);
        assertThat(ResponseWriter.write(equal)).isNotSameAs(second).isEqualTo(first);
    }

    @Test
    void smallFractionsKeepTheirZeros() {
        assertThat(
                        json(
                                DescribeCopyJobResponse.builder()
                                        .copyJob(
                                                CopyJob.builder()
                                                        .creationDate(Instant.ofEpochMilli(-1_995))
                                                        .build())
                                        .build()))
                .isEqualTo("{\"CopyJob\":{\"CreationDate\":-1.995}}");
        assertThat(
                        json(
                                DescribeCopyJobResponse.builder()
                                        .copyJob(
                                                CopyJob.builder()
                                                        .creationDate(Instant.ofEpochMilli(5_007))
                                                        .build())
                                        .build()))
                .isEqualTo("{\"CopyJob\":{\"CreationDate\":5.007}}");
    }

    @Test
    void anEmptyMapIsShownAndAnOutputWithoutMembersHasNoBody() {
        assertThat(json(ListTagsResponse.builder().tags(Map.of()).build()))
                .isEqualTo("{\"Tags\":{}}");
        assertThat(json(ListTagsResponse.builder().build())).isEqualTo("{}");
        assertThat(
                        List.of(
                                json(DeleteBackupVaultResponse.builder().build()),
                                json(UpdateGlobalSettingsResponse.builder().build())))
                .containsOnly("");
    }

    private static String json(SdkPojo response) {
        return new String(ResponseWriter.write(response), StandardCharsets.UTF_8);
    }
}
