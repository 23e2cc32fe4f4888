package org.copyhold.control.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyhold.kit.BackupException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts name a role. */
final class RolesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "role/S3Access",
                "role/service-role/AWSBackupDefaultServiceRole",
                "role/a/b/c/Name+=,.@-_"
            })
    void aRoleHasANameAndMayHaveAPath(String role) {
        assertThat(Roles.parse("arn:aws:iam::123456789012:" + role).resource()).isEqualTo(role);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::123456789012:role/",
                "arn:aws:iam::123456789012:role/service-role/",
                "arn:aws:iam::123456789012:role/two words",
                "arn:aws:iam::123456789012:role/0123456789012345678901234567890123456789012345678901234567890123x",
                "arn:aws:iam::123456789012:user/copier",
                "arn:aws:iam:us-east-1:123456789012:role/S3Access",
                "arn:aws:iam:::role/S3Access",
                "arn:aws:s3::123456789012:role/S3Access",
                "S3Access"
            })
    void whatIsNoRoleIsRefused(String text) {
        assertThatThrownBy(() -> Roles.parse(text))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("Invalid IAM role ARN " + text);
    }
}
