package org.copyhold.control.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.kit.Arn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

/** What each operator of a condition holds for. */
class ConditionTest {
    private static final Arn ROOT = Arn.of("iam", "", "123456789012", "root");
    private static final String KEY = "backup:CopyTargets";

    /** Columns: operator, the policy's values, the request's values ("-" for none), holds. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    StringEquals              | ["a"]            | a     | true
                    StringEquals              | ["a"]            | A     | false
                    StringEquals              | ["b", "a"]       | a     | true
                    StringEquals              | ["a*"]           | ab    | false
                    StringEquals              | ["a*"]           | a*    | true
                    StringEquals              | ["a"]            | -     | false
                    StringEquals              | ["a"]            | b;a   | true
                    StringEqualsIfExists      | ["a"]            | -     | true
                    StringEqualsIfExists      | ["a"]            | b     | false
                    StringNotEquals           | ["a"]            | b     | true
                    StringNotEquals           | ["a", "b"]       | b     | false
                    StringNotEquals           | ["a"]            | -     | true
                    StringNotEquals           | ["a"]            | b;a   | false
                    StringNotEqualsIfExists   | ["a"]            | -     | true
                    StringEqualsIgnoreCase    | ["aB"]           | Ab    | true
                    StringEqualsIgnoreCase    | ["a"]            | b     | false
                    StringNotEqualsIgnoreCase | ["aB"]           | Ab    | false
                    StringLike                | ["a*c?"]         | abbcd | true
                    StringLike                | ["a*c?"]         | abbc  | false
                    StringLike                | ["*"]            | x     | true
                    StringLike                | ["*"]            | -     | false
                    StringNotLike             | ["a*"]           | b     | true
                    StringNotLike             | ["a*"]           | ab    | false
                    Bool                      | ["true"]         | TRUE  | true
                    Bool                      | [true]           | false | false
                    Bool                      | ["false"]        | -     | false
                    BoolIfExists              | ["false"]        | -     | true
                    NumericEquals             | ["7"]            | 7.0   | true
                    NumericEquals             | [7]              | x     | false
                    NumericNotEquals          | ["7"]            | 8     | true
                    NumericNotEquals          | ["7"]            | 7     | false
                    NumericLessThan           | ["7"]            | 6     | true
                    NumericLessThan           | ["7"]            | 7     | false
                    NumericLessThanEquals     | ["7"]            | 7     | true
                    NumericGreaterThan        | ["7"]            | 7     | false
                    NumericGreaterThan        | ["7"]            | 10    | true
                    NumericGreaterThanEquals  | ["7"]            | 7     | true
                    NumericGreaterThanEquals  | ["7"]            | -1    | false
                    DateEquals                | ["2026-01-01"]   | 2026-01-01T00:00:00Z | true
                    DateEquals                | ["1767225600"]   | 2026-01-01T00:00:00Z | true
                    DateNotEquals             | ["2026-01-01"]   | 2026-01-01T00:00:00Z | false
                    DateLessThan              | ["2026-01-01T01:00:00+01:00"] | 2025-12-31T23:59:59Z | true
                    DateLessThanEquals        | ["2026-01-01"]   | 2026-01-01T00:00:00Z | true
                    DateGreaterThan           | ["2026-01-01"]   | 2026-01-01T00:00:00Z | false
                    DateGreaterThan           | ["2026-01-01"]   | 2026-01-01T00:00:00.001Z | true
                    DateGreaterThanEquals     | ["2026-01-01"]   | 2025-12-31T23:59:59Z | false
                    ArnEquals                 | ["arn:aws:iam::1*:role/a"]  | arn:aws:iam::12:role/a | true
                    ArnLike                   | ["arn:aws:*:*:*:role/*"]    | arn:aws:iam::12:role/a | true
                    ArnLike                   | ["arn:aws:*:*:role/a:x"]    | arn:aws:iam::12:role/a | false
                    ArnLike                   | ["arn:*:*:*:*:*"]           | arn:aws:iam::12:a:b:c  | true
                    ArnLike                   | ["arn:aws:iam::*:role/a"]   | arn:aws:iam::1:2:role/a | false
                    ArnNotLike                | ["arn:aws:iam::12:role/*"]  | arn:aws:iam::12:user/a | true
                    ArnNotEquals              | ["arn:aws:iam::12:role/*"]  | arn:aws:iam::12:role/a | false
                    Null                      | ["true"]         | -     | true
                    Null                      | ["true"]         | a     | false
                    Null                      | [false]          | a     | true
                    Null                      | ["false"]        | -     | false
                    ForAllValues:StringEquals | ["a", "b"]       | a;b   | true
                    ForAllValues:StringEquals | ["a", "b"]       | a;c   | false
                    ForAllValues:StringEquals | ["a"]            | -     | true
                    ForAnyValue:StringEquals  | ["a", "b"]       | c;b   | true
                    ForAnyValue:StringEquals  | ["a"]            | c     | false
                    ForAnyValue:StringEquals  | ["a"]            | -     | false
                    ForAnyValue:StringEqualsIfExists | ["a"]     | -     | true
                    ForAllValues:StringNotEquals | ["a"]         | b;c   | true
                    ForAllValues:StringNotEquals | ["a"]         | b;a   | false
                    ForAnyValue:StringNotEquals  | ["a"]         | a     | false
                    ForAnyValue:StringNotEquals  | ["a"]         | a;b   | true
                    ForAnyValue:StringNotEquals  | ["a"]         | -     | false
                    ForAnyValue:StringLike    | ["x*"]           | a;xy  | true
                    """)
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
