package org.copyhold.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyhold.kit.Secret;
import org.junit.jupiter.api.Test;

final class WebhookSecretTest {
    /** The example by which the libraries of Standard Webhooks check themselves. */
    @Test
    void aSignatureIsWhatStandardWebhooksLibrariesExpect() {
        var secret = new WebhookSecret(new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        assertThat(
                        secret.signature(
                                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                1614265330,
                                "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void idTimeAndBodyAreSigned() {
        var secret = new WebhookSecret(new Secret("any text may be a key"));
        var signature = secret.signature("id", 1, "body");

        assertThat(secret.signature("id", 1, "body")).isEqualTo(signature);
        assertThat(secret.signature("di", 1, "body")).isNotEqualTo(signature);
        assertThat(secret.signature("id", 2, "body")).isNotEqualTo(signature);
        assertThat(secret.signature("id", 1, "Body")).isNotEqualTo(signature);
        assertThat(new WebhookSecret(new Secret("another")).signature("id", 1, "body"))
                .isNotEqualTo(signature);
    }

    @Test
    void aSecretThatIsNoBase64BehindItsPrefixCannotBeUsed() {
        assertThat(new WebhookSecret(new Secret("whsec_???")).isUsable()).isFalse();
        assertThat(new WebhookSecret(new Secret("whsec_")).isUsable()).isFalse();
        assertThat(new WebhookSecret(new Secret("")).isUsable()).isFalse();
        assertThat(new WebhookSecret(new Secret("text")).isUsable()).isTrue();
        assertThat(new WebhookSecret(new Secret("text"))).hasToString("WebhookSecret[secret=***]");
    }
}
