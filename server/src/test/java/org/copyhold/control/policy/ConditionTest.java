package org.copyhold.control.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.kit.Arn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

/** What each operator of a condition holds for. */
class ConditionTest {
    private static final Arn ROOT = Arn.of("iam", "", "123456789012", "root");
    private static final String KEY = "backup:CopyTargets";

    /** A row: operator, the policy's values, the request's values ("-" for none), holds. */
    @ParameterizedTest
    @CsvFileSource(
            resources = "/org/copyhold/control/policy/conditions.csv",
            delimiter = '|',
            quoteCharacter = '\'',
            useHeadersInDisplayName = true)
    void holdsAsIamSays(String operator, String wanted, String actual, boolean holds) {
        var keys = new Keys();
        if (!actual.equals("-")) {
            for (var value : actual.split(";", -1)) {
                keys.with(KEY, value);
            }
        }

        assertThat(judge(condition(operator, KEY, wanted), keys))
                .isEqualTo(holds ? Verdict.ALLOWED : Verdict.SILENT);
    }

    @Test
    void namesOfKeysCountInAnyCase() {
        var keys = new Keys().with("aws:ResourceTag/Team", "blue");

        assertThat(judge(condition("StringEquals", "AWS:resourcetag/TEAM", "\"blue\""), keys))
                .isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void allConditionsHaveToHold() {
        var both =
                """
                {"StringEquals": {"aws:PrincipalAccount": "1", "aws:RequestedRegion": "eu"},
                 "Bool": {"aws:SecureTransport": "true"}}
                """;
        var keys = new Keys().with("aws:PrincipalAccount", "1").with("aws:RequestedRegion", "eu");

        assertThat(judge(both, keys.with("aws:SecureTransport", true))).isEqualTo(Verdict.ALLOWED);
        assertThat(judge(both, new Keys().with("aws:SecureTransport", true)))
                .isEqualTo(Verdict.SILENT);
    }

    @Test
    void tagsOfTheResourceAreLookedUpOnceAndOnlyWhenAsked() {
        var asked = new int[1];
        var keys =
                new Keys()
                        .withResourceTags(
                                () -> {
                                    asked[0]++;
                                    return Map.of("team", "blue");
                                });

        assertThat(judge(condition("StringEquals", "aws:PrincipalAccount", "\"1\""), keys))
                .isEqualTo(Verdict.SILENT);
        assertThat(asked[0]).isZero();
        for (int i = 0; i < 2; i++) {
            assertThat(judge(condition("StringLike", "aws:ResourceTag/team", "\"b*\""), keys))
                    .isEqualTo(Verdict.ALLOWED);
        }
        assertThat(asked[0]).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ${aws:PrincipalAccount}-x     | 12-x  | true
                    ${aws:PrincipalAccount}-x     | 13-x  | false
                    ${aws:username, 'nobody'}     | nobody | true
                    ${aws:username}               | nobody | false
                    ${*}                          | *     | true
                    ${*}                          | x     | false
                    ${$}{x}                       | ${x}  | true
                    """)
    void variablesStandForTheRequestsValues(String wanted, String actual, boolean holds) {
        var keys = new Keys().with("aws:PrincipalAccount", "12").with(KEY, actual);

        assertThat(judge(condition("StringLike", KEY, '"' + wanted + '"'), keys))
                .isEqualTo(holds ? Verdict.ALLOWED : Verdict.SILENT);
    }

    @Test
    void whatAVariableStandsForIsNoWildcard() {
        var keys = new Keys().with("aws:PrincipalAccount", "*").with(KEY, "anything");

        assertThat(judge(condition("StringLike", KEY, "\"${aws:PrincipalAccount}\""), keys))
                .isEqualTo(Verdict.SILENT);
    }

    private static String condition(String operator, String key, String wanted) {
        return "{\"%s\": {\"%s\": %s}}".formatted(operator, key, wanted);
    }

    private static Verdict judge(String condition, Keys keys) {
        var policy =
                PolicyReader.identity(
                        """
                        {"Version": "2012-10-17", "Statement": {
                          "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": %s}}
                        """
                                .formatted(condition));
        return policy.judge(new Question(ROOT, "backup:StartCopyJob", "*", keys));
    }
}
