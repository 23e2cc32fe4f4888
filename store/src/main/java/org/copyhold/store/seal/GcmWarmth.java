package org.copyhold.store.seal;

import java.nio.ByteBuffer;

/**
 * Gets AES-GCM compiled before the first long text.
 *
 * <p>The runtime's AES-GCM is fifty times slower until the compiler has taken it up, and the
 * compiler counts calls, not bytes: without this the first few hundred MiB of a restore, one call a
 * frame, would all be read the slow way. Many calls on short texts take a fraction of a second,
 * once.
 */
final class GcmWarmth {
    private static final int CALLS = 10_000;
    private static final int TEXT_BYTES = 256;

    static {
        var gcm = new Gcm();
        var text = new byte[TEXT_BYTES];
        var sealed = new byte[TEXT_BYTES + Gcm.TAG_BYTES];
        var key = new byte[Gcm.KEY_BYTES];
        for (int i = 0; i < CALLS; i++) {
            ByteBuffer.wrap(key).putInt(i);
            gcm.toEncrypt(key, Gcm.ZERO_NONCE);
            gcm.additional(key, 0, key.length);
            gcm.encrypt(text, text.length, sealed, 0);
            gcm.toDecrypt(key, Gcm.ZERO_NONCE);
            gcm.additional(key, 0, key.length);
            if (!gcm.decrypt(sealed, 0, sealed.length, text)) {
                throw new IllegalStateException(
                        "This Java runtime's AES-GCM does not decrypt what it encrypted");
            }
        }
    }

    private GcmWarmth() {}

    /** Returns when it is done; threads that come meanwhile wait. */
    static void up() {
        // the work is done by the class's initializer, once
    }
}
