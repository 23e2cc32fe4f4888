package org.copyhold.api.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.control.job.JobFilter;
import org.copyhold.control.job.MessageCategory;
import org.copyhold.kit.BackupException;
import org.copyhold.kit.Caller;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.backup.model.CopyJobState;

import java.time.Instant;

class JobFiltersTest {
    private static final Caller CALLER = new Caller("123456789012", "us-east-1", "testing");

    @Test
    void nothingAskedForLetsAllThrough() {
        assertThat(new JobFilters(CALLER).filter()).contains(JobFilter.ALL);
    }

    @Test
    void everyMemberIsInTheFilter() {
        var filter =
                new JobFilters(CALLER)
                        .resource("arn", "EFS")
                        .state(CopyJobState.FAILED, "FAILED")
                        .created(Instant.EPOCH, null)
                        .completed(null, Instant.MAX)
                        .category("ACCESSDENIED")
                        .filter();

        assertThat(filter)
                .contains(
                        new JobFilter(
                                "arn",
                                "EFS",
                                "FAILED",
                                new JobFilter.Period(Instant.EPOCH, null),
                                new JobFilter.Period(null, Instant.MAX),
                                MessageCategory.ACCESS_DENIED));
    }

    @Test
    void ownAccountAndAllAccountsMeanOnesOwnJobs() {
        assertThat(new JobFilters(CALLER).account("123456789012").filter()).isPresent();
        assertThat(new JobFilters(CALLER).account("*").filter()).isPresent();
        assertThat(new JobFilters(CALLER).account("210987654321").filter()).isEmpty();
        assertThatThrownBy(() -> new JobFilters(CALLER).account("me"))
                .isInstanceOf(BackupException.class);
    }

    @Test
    void noJobHasAnUnknownCategoryAndSomeHaveAParent() {
        assertThat(new JobFilters(CALLER).parent("some").filter().orElseThrow().parent())
                .isEqualTo("some");
        assertThat(new JobFilters(CALLER).category("unheard of").filter()).isEmpty();
        assertThat(new JobFilters(CALLER).category("ANY").filter()).contains(JobFilter.ALL);
        assertThat(new JobFilters(CALLER).category("AGGREGATE_ALL").filter())
                .contains(JobFilter.ALL);
    }

    @Test
    void aStateThatIsNoneIsRefused() {
        var none = CopyJobState.fromValue("SLEEPING");

        assertThatThrownBy(() -> new JobFilters(CALLER).state(none, "SLEEPING"))
                .isInstanceOfSatisfying(
                        BackupException.class,
                        e -> assertThat(e.message()).isEqualTo("Invalid State SLEEPING."));
    }
}
