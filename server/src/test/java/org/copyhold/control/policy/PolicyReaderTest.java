package org.copyhold.control.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.kit.Arn;
import org.copyhold.kit.BackupException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** What is read, and what is refused with its place. */
class PolicyReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    nonsense                                               | line 1, column
                    {'Statement': []} x                                    | not valid JSON
                    ``                                                     | braces
                    []                                                     | braces
                    {'Statement': [], 'Statement': []}                     | Duplicate
                    {}                                                     | Statement is missing
                    {'Statement': []}                                      | Statement: the list is empty
                    {'Statement': [1]}                                     | Statement[0]: an object
                    {'Version': '2020-01-01', 'Statement': [S]}            | Version: the version is 2012-10-17
                    {'Version': 2012, 'Statement': [S]}                    | Version: a text
                    {'Statment': [S]}                                      | Statment: a policy has no such element
                    {'Statement': [S, {'Effect': 'Allow'}]}                | Statement[1]: Principal is missing
                    {'Statement': {'Effect': 'Maybe'}}                     | Statement.Effect: the effect is
                    {'Statement': {'Action': '*'}}                         | Statement: Effect is missing
                    {'Statement': S+'Conditon': {}}                        | Statement.Conditon: a policy has no
                    {'Statement': S+'NotAction': '*'}                      | Action and NotAction exclude
                    {'Statement': S+'Condition': {'StringIs': {}}}         | Statement.Condition.StringIs: this server has no such operator
                    {'Statement': S+'Condition': {'IpAddress': {'aws:SourceIp': '::1'}}} | IpAddress: this server has no such operator
                    {'Statement': S+'Condition': {'NullIfExists': {}}}     | no such operator
                    {'Statement': S+'Condition': {'StringLike': {'aws:SourceIp': 'x'}}} | StringLike.aws:SourceIp: the condition key aws:SourceIp
                    {'Statement': S+'Condition': {'StringLike': {'colour': 'x'}}} | the condition key colour
                    {'Statement': S+'Condition': {'StringLike': {'aws:username': []}}} | aws:username: the list is empty
                    {'Statement': S+'Condition': {'StringLike': {'aws:username': [null]}}} | aws:username[0]: a text, a number
                    {'Statement': S+'Condition': {'NumericLessThan': {'backup:MinRetentionDays': 'x'}}} | "x" is not a number
                    {'Statement': S+'Condition': {'DateLessThan': {'aws:CurrentTime': ['2026-01-01', 'soon']}}} | aws:CurrentTime[1]: "soon" is not a date
                    {'Statement': S+'Condition': {'Bool': {'aws:SecureTransport': 'yes'}}} | neither true nor false
                    {'Statement': S+'Condition': {'ArnLike': {'aws:PrincipalArn': 'anna'}}} | "anna" is not an ARN
                    {'Statement': {'Effect': 'Allow', 'Principal': '*', 'Action': 'copy', 'Resource': '*'}} | Statement.Action: "copy" is no Action
                    {'Statement': {'Effect': 'Allow', 'Principal': '*', 'Action': ['*', 'b*:x'], 'Resource': '*'}} | Statement.Action[1]:
                    {'Statement': {'Effect': 'Allow', 'Principal': '*', 'Action': '*', 'Resource': 'gold'}} | Statement.Resource: "gold"
                    {'Statement': {'Effect': 'Allow', 'Principal': 'anna', 'Action': '*', 'Resource': '*'}} | Provided principal is not valid
                    {'Statement': {'Effect': 'Allow', 'Principal': {}, 'Action': '*', 'Resource': '*'}} | Provided principal is not valid
                    {'Statement': {'Effect': 'Allow', 'Principal': {'AWS': '12'}, 'Action': '*', 'Resource': '*'}} | Principal.AWS: Provided principal is not valid
                    {'Statement': {'Effect': 'Allow', 'Principal': {'AWS': 'arn:aws:iam::*:root'}, 'Action': '*', 'Resource': '*'}} | Provided principal is not valid
                    {'Statement': {'Effect': 'Allow', 'Principal': {'Federated': 'x'}, 'Action': '*', 'Resource': '*'}} | principals of AWS and Service
                    {'Version': '2012-10-17', 'Statement': {'Effect': 'Allow', 'Principal': '*', 'Action': '*', 'Resource': '${aws:colour}'}} | the condition key aws:colour
                    {'Version': '2012-10-17', 'Statement': {'Effect': 'Allow', 'Principal': '*', 'Action': '*', 'Resource': '${aws:username'}} | does not end
                    """)
    void whatCannotBeFollowedIsRefusedWithItsPlace(String document, String where) {
        var statement = "{'Effect': 'Allow', 'Principal': '*', 'Action': '*', 'Resource': '*'";
        var json =
                document.replaceAll("S\\+([^|]*)}$", statement.replace("$", "\\$") + ", $1}}")
                        .replace("[S", "[" + statement + "}")
                        .replace('\'', '"');

        assertThatThrownBy(() -> PolicyReader.resource(json))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("Invalid policy: ")
                .hasMessageContaining(where);
    }

    @Test
    void aPolicyOfAUserNamesNobody() {
        assertThatThrownBy(
                        () ->
                                PolicyReader.identity(
                                        """
                                        {"Statement": {"Effect": "Allow", "Principal": "*",
                                         "Action": "*", "Resource": "*"}}
                                        """))
                .hasMessageContaining("has no Principal");
    }

    @Test
    void keysOfOtherServicesMayBeAskedForAndAreAbsent() {
        var policy =
                PolicyReader.identity(
                        """
                        {"Version": "2012-10-17", "Id": "x", "Statement": [
                          {"Sid": "Kms", "Effect": "Allow", "Action": "kms:CreateGrant",
                           "Resource": "*",
                           "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}}}]}
                        """);

        assertThat(policy.judge(question("kms:CreateGrant"))).isEqualTo(Verdict.SILENT);
    }

    @Test
    void beforeVersion2012AVariableIsText() {
        var policy =
                PolicyReader.identity(
                        """
                        {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
                         "Condition": {"StringEquals": {"aws:username": "${aws:username}"}}}}
                        """);

        assertThat(policy.judge(question("backup:StartCopyJob"))).isEqualTo(Verdict.SILENT);
    }

    @Test
    void principalsAreNamed() {
        var policy =
                PolicyReader.resource(
                        """
                        {"Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*",
                          "Principal": {"AWS": ["111111111111", "arn:aws:iam::111111111111:user/a"],
                                        "Service": "backup.amazonaws.com"}}]}
                        """);

        assertThat(policy.principals())
                .containsExactly(
                        new Principals(
                                false,
                                List.of(
                                        Arn.of("iam", "", "111111111111", "root"),
                                        Arn.of("iam", "", "111111111111", "user/a")),
                                false));
    }

    private static Question question(String action) {
        return new Question(
                Arn.of("iam", "", "111111111111", "user/anna"),
                action,
                "*",
                new Keys().with("aws:username", "anna"));
    }
}
