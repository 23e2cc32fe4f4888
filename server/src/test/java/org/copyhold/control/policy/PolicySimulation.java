package org.copyhold.control.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.kit.Arn;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Random policies of elements whose meaning is written down by hand beside them, judged as the
 * rules of IAM say: {@code -Dseed} replays.
 */
class PolicySimulation {
    private static final int POLICIES = 20_000;
    private static final List<Arn> PRINCIPALS =
            List.of(
                    Arn.of("iam", "", "111111111111", "root"),
                    Arn.of("iam", "", "111111111111", "user/anna"),
                    Arn.of("iam", "", "222222222222", "role/copy"));
    private static final List<String> ACTIONS =
            List.of("backup:StartCopyJob", "backup:CopyIntoBackupVault", "iam:PassRole");
    private static final List<String> RESOURCES =
            List.of(
                    "arn:aws:backup:us-east-1:111111111111:backup-vault:gold",
                    "arn:aws:backup:us-east-1:111111111111:recovery-point:1",
                    "*");
    private static final List<String> ORGANIZATIONS = List.of("o-1", "o-2", "");

    /**
     * An element, and for which of the three things of its kind it holds: 1 yes, 0 no, d only as
     * the account's delegate.
     */
    private record Row(String json, String holds) {}

    private static final List<Row> WHOM =
            List.of(
                    new Row("'Principal': '*'", "111"),
                    new Row("'Principal': {'AWS': '*'}", "111"),
                    new Row("'Principal': {'AWS': '111111111111'}", "1d0"),
                    new Row("'Principal': {'AWS': 'arn:aws:iam::111111111111:root'}", "1d0"),
                    new Row("'Principal': {'AWS': ['222222222222', '111111111111']}", "1dd"),
                    new Row("'Principal': {'AWS': 'arn:aws:iam::111111111111:user/anna'}", "010"),
                    new Row("'Principal': {'AWS': 'arn:aws:iam::222222222222:role/copy'}", "001"),
                    new Row("'Principal': {'Service': 'backup.amazonaws.com'}", "000"),
                    new Row(
                            "'NotPrincipal': {'AWS': 'arn:aws:iam::111111111111:user/anna'}",
                            "101"),
                    new Row("'NotPrincipal': {'AWS': '111111111111'}", "011"),
                    new Row("'NotPrincipal': {'AWS': '*'}", "000"));
    private static final List<Row> WHAT =
            List.of(
                    new Row("'Action': '*'", "111"),
                    new Row("'Action': 'backup:*'", "110"),
                    new Row("'Action': 'BACKUP:startcopyJOB'", "100"),
                    new Row("'Action': ['iam:PassRole', 'backup:Copy*']", "011"),
                    new Row("'Action': 'backup:Start?opy*b'", "100"),
                    new Row("'Action': 'backup:Start?Copy*'", "000"),
                    new Row("'NotAction': 'backup:Copy*'", "101"),
                    new Row("'NotAction': ['iam:*', 'backup:StartCopyJob']", "010"),
                    new Row("'NotAction': '*'", "000"));
    private static final List<Row> WHICH =
            List.of(
                    new Row("'Resource': '*'", "111"),
                    new Row("'Resource': 'arn:aws:backup:*:*:backup-vault:*'", "100"),
                    new Row("'Resource': 'arn:aws:backup:*:*:backup-vault:GOLD'", "000"),
                    new Row("'Resource': 'arn:aws:backup:us-east-?:*'", "110"),
                    new Row(
                            "'Resource': ['arn:aws:s3:::x', 'arn:aws:backup:*:recovery-point:?']",
                            "010"),
                    new Row("'NotResource': 'arn:aws:backup:*:recovery-point:*'", "101"),
                    new Row("'NotResource': '*'", "000"));
    private static final List<Row> WHEN =
            List.of(
                    new Row("", "111"),
                    new Row("'StringEquals': {'aws:PrincipalOrgID': 'o-1'}", "100"),
                    new Row("'StringEqualsIfExists': {'aws:PrincipalOrgID': 'o-1'}", "101"),
                    new Row("'StringNotEquals': {'aws:PrincipalOrgID': ['o-1']}", "011"),
                    new Row("'StringLike': {'aws:PrincipalOrgID': ['o-?', 'x']}", "110"),
                    new Row("'Null': {'aws:PrincipalOrgID': 'true'}", "001"),
                    new Row("'Null': {'aws:PrincipalOrgID': 'false'}", "110"),
                    new Row(
                            "'StringNotEquals': {'aws:PrincipalOrgID': 'o-1'},"
                                    + " 'StringLike': {'aws:PrincipalOrgID': '*'}",
                            "010"),
                    new Row("'ForAllValues:StringEquals': {'aws:PrincipalOrgID': 'o-2'}", "011"),
                    new Row("'ForAnyValue:StringEquals': {'aws:PrincipalOrgID': 'o-2'}", "010"));

    private record Choice(boolean allows, Row whom, Row what, Row which, Row when) {
        String json() {
            var condition = when.json.isEmpty() ? "" : ", 'Condition': {" + when.json + "}";
            return "{'Effect': '%s', %s, %s, %s%s}"
                    .formatted(
                            allows ? "Allow" : "Deny", whom.json, what.json, which.json, condition);
        }

        char holds(int who, int action, int resource, int organization) {
            if (what.holds.charAt(action) == '0'
                    || which.holds.charAt(resource) == '0'
                    || when.holds.charAt(organization) == '0') {
                return '0';
            }
            return whom.holds.charAt(who);
        }
    }

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void everyPolicySaysWhatItsStatementsSay() {
        for (int i = 0; i < POLICIES; i++) {
            var choices = new ArrayList<Choice>();
            for (int n = random.nextInt(4); n >= 0; n--) {
                choices.add(
                        new Choice(
                                random.nextInt(3) > 0,
                                any(WHOM),
                                any(WHAT),
                                any(WHICH),
                                any(WHEN)));
            }
            judge(choices);
        }
    }

    @Test
    void patternsMatchAsRegularExpressionsDo() {
        for (int i = 0; i < POLICIES; i++) {
            var pattern = word("ab*?");
            var text = word("ab");
            var expected = Pattern.matches(pattern.replace("*", ".*").replace("?", "."), text);

            assertThat(new GlobReader(false).read(pattern, true, false).matches(text, new Keys()))
                    .as("seed %s: %s of %s", seed, pattern, text)
                    .isEqualTo(expected);
        }
    }

    private void judge(List<Choice> choices) {
        var json =
                choices.stream()
                        .map(Choice::json)
                        .collect(
                                Collectors.joining(
                                        ", ", "{'Version': '2012-10-17', 'Statement': [", "]}"))
                        .replace('\'', '"');
        var policy = PolicyReader.resource(json);
        int who = random.nextInt(PRINCIPALS.size());
        int action = random.nextInt(ACTIONS.size());
        int resource = random.nextInt(RESOURCES.size());
        int organization = random.nextInt(ORGANIZATIONS.size());
        var keys = new Keys();
        if (!ORGANIZATIONS.get(organization).isEmpty()) {
            keys.with("aws:PrincipalOrgID", ORGANIZATIONS.get(organization));
        }
        var question =
                new Question(
                        PRINCIPALS.get(who), ACTIONS.get(action), RESOURCES.get(resource), keys);

        assertThat(policy.judge(question))
                .as("seed %s: %s of %s", seed, question, json)
                .isEqualTo(expected(choices, who, action, resource, organization));
    }

    private static Verdict expected(
            List<Choice> choices, int who, int action, int resource, int organization) {
        var allowed = false;
        var delegated = false;
        for (var choice : choices) {
            var holds = choice.holds(who, action, resource, organization);
            if (holds != '0' && !choice.allows()) {
                return Verdict.DENIED;
            }
            allowed |= holds == '1';
            delegated |= holds == 'd';
        }
        return allowed ? Verdict.ALLOWED : delegated ? Verdict.DELEGATED : Verdict.SILENT;
    }

    private Row any(List<Row> rows) {
        return rows.get(random.nextInt(rows.size()));
    }

    private String word(String letters) {
        return random.ints(random.nextInt(9), 0, letters.length())
                .mapToObj(i -> letters.substring(i, i + 1))
                .collect(Collectors.joining());
    }
}
