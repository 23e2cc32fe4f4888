package org.copyhold.store.blob.s3;

import org.copyhold.store.StoreException;
import org.copyhold.store.blob.s3.S3Calls.Refusal;

import software.amazon.awssdk.core.exception.SdkException;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Finds out what an endpoint does, by letting it: with a few objects that go again. What does not
 * work at all is trouble here already and not in the middle of a job.
 */
final class S3Probe {
    /** No blob's name begins with a dot. */
    private static final String FOLDER = ".probe/";

    private final S3Objects objects;
    private final S3LockProbe locks;
    private final String folder;
    private final String what;

    S3Probe(S3Objects objects, S3LockProbe locks) {
        this.objects = objects;
        this.locks = locks;
        this.folder = objects.place().prefix() + FOLDER;
        this.what = "Cannot use " + objects.place();
    }

    S3Features run() {
        var left = new TreeSet<>(objects.list(folder));
        var key = folder + UUID.randomUUID();
        if (objects.head(key).isPresent()) {
            throw objects.calls().trouble().untrue(what);
        }
        var body = body("Copyhold looks what this endpoint can do.");
        left.add(key);
        left.add(folder + "copy");
        boolean versions = false;
        try {
            write(key, body);
            var head = objects.head(key);
            if (head.isEmpty()) {
                throw objects.calls().trouble().untrue(what);
            }
            versions = head.get().hasVersion();
            checkRanges(key, body);
            var proof = S3Puts.proof(head.get(), body);
            return new S3Features(
                    keepsTakenNames(key, body),
                    proof,
                    copies(key, body, folder + "copy"),
                    versions,
                    locks.run(key, versions));
        } finally {
            clear(left, versions);
        }
    }

    /** What is kept for a minute, to see whether it is, goes at the next start. */
    private void clear(Collection<String> left, boolean versions) {
        for (var key : left) {
            if (versions) {
                locks.clear(key);
            } else {
                objects.delete(key);
            }
        }
    }

    private void write(String key, Body body) {
        try {
            objects.calls()
                    .ask(
                            what,
                            body.length(),
                            () -> {
                                objects.put(key, body, false);
                                return key;
                            });
        } catch (Refusal e) {
            throw objects.calls().trouble().noBucket(what);
        }
    }

    private void checkRanges(String key, Body body) {
        try {
            int read =
                    objects.get(
                            key,
                            "bytes=1-3",
                            body.length(),
                            (head, content) -> content.readAllBytes().length);
            if (read == 3) {
                return;
            }
        } catch (Refusal e) {
            throw objects.calls().trouble().untrue(what);
        }
        throw new StoreException.Unavailable(
                what + ": the endpoint does not serve parts of objects.",
                "Use an endpoint that follows Range headers.",
                false,
                null);
    }

    private boolean keepsTakenNames(String key, Body body) {
        try {
            objects.calls()
                    .ask(
                            what,
                            body.length(),
                            () -> {
                                putIfAbsent(key, body("Other content"));
                                return key;
                            });
            return false;
        } catch (Refusal e) {
            return e.nature() == Nature.TAKEN
                    && objects.head(key).filter(head -> head.bytes() == body.length()).isPresent();
        }
    }

    /** An endpoint that refuses the condition has not the feature; that is no trouble. */
    private void putIfAbsent(String key, Body body) {
        try {
            objects.put(key, body, true);
        } catch (SdkException e) {
            if (Nature.of(e) != Nature.REFUSED) {
                throw e;
            }
        }
    }

    private boolean copies(String key, Body body, String copy) {
        try {
            write(key, body);
            objects.calls()
                    .ask(
                            what,
                            0,
                            () -> {
                                copyOnce(key, copy);
                                return copy;
                            });
            return objects.head(copy).filter(head -> S3Puts.isKept(head, body)).isPresent();
        } catch (Refusal e) {
            return false;
        }
    }

    private void copyOnce(String key, String copy) {
        try {
            objects.copy(objects.bucket(), key, copy);
        } catch (SdkException e) {
            if (Nature.of(e) != Nature.REFUSED) {
                throw e;
            }
        }
    }

    private static Body body(String text) {
        return Body.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
