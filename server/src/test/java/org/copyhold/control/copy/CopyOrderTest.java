package org.copyhold.control.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.control.point.Lifecycle;
import org.copyhold.control.vault.VaultName;
import org.copyhold.kit.Arn;
import org.copyhold.kit.BackupException;
import org.copyhold.kit.Caller;
import org.copyhold.kit.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.OptionalInt;

class CopyOrderTest {
    private static final Caller CALLER = new Caller("123456789012", "us-east-1", "testing");
    private static final String AWAY = "arn:aws:backup:eu-west-1:123456789012:backup-vault:away";

    @Test
    void aDestinationIsReadInBothOfAwsSpellings() {
        assertThat(CopyOrder.destination(AWAY)).hasToString(AWAY);
        assertThat(CopyOrder.destination(AWAY.replace("backup-vault:", "vault:")))
                .hasToString(AWAY);
    }

    @Test
    void whatIsNoVaultsArnIsNoDestination() {
        var wrong =
                List.of(
                        "away",
                        "arn:aws:s3:::bucket",
                        "arn:aws:backup:eu-west-1:123456789012:recovery-point:1",
                        "arn:aws:backup::123456789012:backup-vault:away",
                        "arn:aws:backup:eu-west-1::backup-vault:away",
                        "arn:aws:backup:eu-west-1:123456789012:backup-vault:no spaces",
                        "arn:aws:backup:eu-west-1:123456789012:backup-vault:x");
        for (var text : wrong) {
            assertThatThrownBy(() -> CopyOrder.destination(text))
                    .as(text)
                    .isInstanceOfSatisfying(
                            BackupException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE));
        }
    }

    @Test
    void aCallIsTheSameAsLongAsAllItsParametersAre() {
        var own = AskedLifecycle.own(new Lifecycle(OptionalInt.empty(), OptionalInt.of(9)));
        var kept = new AskedLifecycle.KeptExpiry(OptionalInt.empty(), null);
        var digest = digest(order("home", own, "t"));

        assertThat(digest(order("home", own, "t"))).isEqualTo(digest);
        assertThat(digest(order("other", own, "t"))).isNotEqualTo(digest);
        assertThat(digest(order("home", kept, "t"))).isNotEqualTo(digest);
        assertThat(digest(order("home", AskedLifecycle.INHERITED, "t"))).isNotEqualTo(digest);
        assertThat(order("home", own, null).call()).isEmpty();
    }

    private static String digest(CopyOrder order) {
        return order.call().orElseThrow().digest();
    }

    private static CopyOrder order(String vault, AskedLifecycle asked, @Nullable String token) {
        return new CopyOrder(
                CALLER,
                Arn.of("backup", "us-east-1", "123456789012", "recovery-point:1"),
                new VaultName(vault),
                CopyOrder.destination(AWAY),
                Arn.of("iam", "", "123456789012", "role/Backup"),
                asked,
                token);
    }
}
