package org.copyhold.deliver;

import org.copyhold.kit.Secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what goes to a webhook, as the Standard Webhooks specification has it: HMAC-SHA256 over id,
 * time and body, so that neither a changed nor a repeated message passes.
 *
 * @param secret {@code whsec_} and the key in Base64; any other text is the key itself
 */
public record WebhookSecret(Secret secret) {
    private static final String PREFIX = "whsec_";
    private static final String HMAC = "HmacSHA256";

    /** Whether it can be used; what stands behind {@code whsec_} must be Base64. */
    public boolean isUsable() {
        try {
            return key().length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The header {@code webhook-signature}.
     *
     * @param id the header {@code webhook-id}
     * @param seconds the header {@code webhook-timestamp}
     */
    String signature(String id, long seconds, String body) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key(), HMAC));
            var signed = id + "." + seconds + "." + body;
            var digest = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot compute " + HMAC, e);
        }
    }

    private byte[] key() {
        var text = secret.reveal();
        return text.startsWith(PREFIX)
                ? Base64.getDecoder().decode(text.substring(PREFIX.length()))
                : text.getBytes(StandardCharsets.UTF_8);
    }
}
