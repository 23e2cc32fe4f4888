package org.copyhold.store.blob.s3;

import org.copyhold.store.StoreException;
import org.copyhold.store.blob.s3.S3Calls.Refusal;
import org.copyhold.store.blob.s3.S3Features.Proof;
import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;

import java.util.zip.CRC32C;

/**
 * Writes objects. A write counts when the object was seen to be there and to be what was sent:
 * answers get lost, and some are not true. Thread-safe.
 */
final class S3Puts {
    private final S3Objects objects;
    private final S3Features features;

    S3Puts(S3Objects objects, S3Features features) {
        this.objects = objects;
        this.features = features;
    }

    private enum Seen {
        NOTHING,
        SAME,
        OTHER
    }

    /**
     * Writes.
     *
     * @return whether this call wrote it; false when the name was taken
     * @throws StoreException.OutcomeUnknown when it may have been written, or may be yet
     */
    boolean put(String key, Body body, boolean onlyIfAbsent) {
        if (onlyIfAbsent && !features.putsIfAbsent() && objects.head(key).isPresent()) {
            return false;
        }
        var attempts = new Attempts(key, body, onlyIfAbsent && features.putsIfAbsent());
        for (int attempt = 1; attempt <= S3Calls.ATTEMPTS; attempt++) {
            switch (attempts.once()) {
                case WRITTEN -> {
                    return true;
                }
                case TAKEN -> {
                    return false;
                }
                case AGAIN -> objects.calls().pause(attempt);
            }
        }
        throw attempts.trouble();
    }

    private enum Outcome {
        WRITTEN,
        TAKEN,
        AGAIN
    }

    /** The attempts at one write, and what is known after them. */
    private final class Attempts {
        private final String key;
        private final Body body;
        private final boolean ifAbsent;
        private final String what;
        private boolean doubt;
        private @Nullable SdkException last;

        Attempts(String key, Body body, boolean ifAbsent) {
            this.key = key;
            this.body = body;
            this.ifAbsent = ifAbsent;
            this.what = objects.cannot("write", key);
        }

        Outcome once() {
            last = null;
            try {
                objects.calls()
                        .once(
                                body.length(),
                                () -> {
                                    objects.put(key, body, ifAbsent);
                                    return body;
                                });
                doubt = true;
            } catch (SdkException e) {
                last = e;
                switch (Nature.of(e)) {
                    case TAKEN -> {
                        return taken();
                    }
                    case UNKNOWN -> doubt = true;
                    case NOT_DONE -> {}
                    case ABSENT, BEYOND_END, REFUSED -> throw trouble();
                }
            }
            return doubt && see() == Seen.SAME ? Outcome.WRITTEN : Outcome.AGAIN;
        }

        /** By an earlier attempt of ours, or by somebody else. */
        private Outcome taken() {
            if (!doubt) {
                return Outcome.TAKEN;
            }
            if (see() == Seen.SAME) {
                return Outcome.WRITTEN;
            }
            throw objects.calls().trouble().untrue(what);
        }

        private Seen see() {
            try {
                return S3Puts.this.see(key, body);
            } catch (StoreException.Unavailable e) {
                throw objects.calls().trouble().unseen(what, e);
            }
        }

        StoreException trouble() {
            var trouble = objects.calls().trouble();
            var e = last;
            if (e == null) {
                return trouble.untrue(what);
            }
            return doubt ? trouble.unknown(what, e) : trouble.of(what, e);
        }
    }

    private Seen see(String key, Body body) {
        var head = objects.head(key);
        if (head.isEmpty()) {
            return Seen.NOTHING;
        }
        boolean same =
                head.get().bytes() == body.length()
                        && switch (features.proof()) {
                            case CRC32C -> body.crcText().equals(head.get().crc32c());
                            case MD5 -> head.get().hasMd5(body.md5());
                            case READING -> readsAs(key, body);
                        };
        return same ? Seen.SAME : Seen.OTHER;
    }

    private boolean readsAs(String key, Body body) {
        try {
            return objects.get(
                    key,
                    null,
                    body.length(),
                    (head, content) -> {
                        var crc = new CRC32C();
                        var piece = new byte[1 << 16];
                        for (int read = content.read(piece);
                                read >= 0;
                                read = content.read(piece)) {
                            crc.update(piece, 0, read);
                        }
                        return (int) crc.getValue() == body.crc32c();
                    });
        } catch (Refusal e) {
            return false;
        }
    }

    static boolean isKept(S3Objects.Head head, Body body) {
        return head.bytes() == body.length() && body.crcText().equals(head.crc32c());
    }

    static Proof proof(S3Objects.Head head, Body body) {
        if (isKept(head, body)) {
            return Proof.CRC32C;
        }
        return head.hasMd5(body.md5()) ? Proof.MD5 : Proof.READING;
    }
}
