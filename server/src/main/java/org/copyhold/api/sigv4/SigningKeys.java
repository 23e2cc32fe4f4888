package org.copyhold.api.sigv4;

import org.copyhold.kit.Secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signing keys, derived once for each key, day, Region and service. Thread-safe. */
final class SigningKeys {
    private static final int MAX_KEPT = 1000;

    private final ConcurrentMap<Scope, Derived> kept = new ConcurrentHashMap<>();

    private record Derived(Secret secret, byte[] key) {}

    /** The key that {@code secret} signs with in {@code scope}. */
    byte[] derive(Scope scope, Secret secret) {
        var known = kept.get(scope);
        if (known != null && known.secret().equals(secret)) {
            return known.key();
        }
        var key = hmac(("AWS4" + secret.reveal()).getBytes(StandardCharsets.UTF_8), scope.date());
        key = hmac(hmac(hmac(key, scope.region()), scope.service()), "aws4_request");
        if (kept.size() >= MAX_KEPT) {
            kept.clear();
        }
        kept.put(scope, new Derived(secret, key));
        return key;
    }

    static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }
}
