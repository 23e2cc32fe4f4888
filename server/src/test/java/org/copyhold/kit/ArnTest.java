package org.copyhold.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArnTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:backup:us-east-1:111122223333:recovery-point:1EB3B5E7-9EB0-435A-A80B",
                "arn:aws-us-gov:iam::111122223333:role/path/S3Access",
                "arn:aws:s3:::bucket",
                "arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs a\u00fc",
            })
    void anArnIsReadInItsPartsAndWrittenBackAsItWas(String text) {
        assertThat(Arn.parse(text)).map(Arn::toString).contains(text);
        assertThat(Arn.parse(text).orElseThrow().resource())
                .isEqualTo(text.split(":", 6)[5])
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "arn",
                "arn:aws:backup:us-east-1:111122223333",
                "arn:aws:backup:us-east-1:111122223333:",
                "ARN:aws:backup:us-east-1:111122223333:r",
                "arn:azure:backup:us-east-1:111122223333:r",
                "arn:aws1:backup:us-east-1:111122223333:r",
                "arn:aws::us-east-1:111122223333:r",
                "arn:aws:Backup:us-east-1:111122223333:r",
                "arn:aws:backup:us_east_1:111122223333:r",
                "arn:aws:backup:us-east-1:11112222333:r",
                "arn:aws:backup:us-east-1:11112222333x:r",
                "arn:aws:backup:us-east-1:111122223333:two\nlines",
                "arn:aws:backup:us-east-1:111122223333:zero\u0000",
            })
    void whatIsNoArnIsRefused(String text) {
        assertThat(Arn.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2049, 100_000})
    void nothingIsReadOfATextLongerThanAnArnMayBe(int length) {
        var start = "arn:aws:s3:::";
        assertThat(Arn.parse(start + "b".repeat(2048 - start.length()))).isPresent();
        assertThat(Arn.parse(start + "b".repeat(length - start.length()))).isEmpty();
    }
}
