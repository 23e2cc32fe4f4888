package org.copyhold.connect.buckets;

import org.copyhold.connect.ConnectorException;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** The turn of one version of a key: versions of one key are put one after the other. */
final class Turn {
    private final String key;
    private final @Nullable CountDownLatch before;
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicReference<@Nullable Boolean> isFree;

    private Turn(
            String key,
            @Nullable CountDownLatch before,
            AtomicReference<@Nullable Boolean> isFree) {
        this.key = key;
        this.before = before;
        this.isFree = isFree;
    }

    /** The turn behind the last one, or the first of another key. */
    static Turn behind(@Nullable Turn last, String key) {
        return last != null && last.key.equals(key)
                ? new Turn(key, last.done, last.isFree)
                : new Turn(key, null, new AtomicReference<>());
    }

    /** Waits for the one before, and lets the next one go when a task has ended. */
    void take(Runnable task) {
        try {
            if (before != null) {
                before.await();
            }
            task.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectorException("The restore was stopped.", true, e);
        } finally {
            done.countDown();
        }
    }

    /** Whether the key was free when its first turn came. */
    boolean isFree(BooleanSupplier look) {
        var known = isFree.get();
        if (known == null) {
            known = look.getAsBoolean();
            isFree.set(known);
        }
        return known;
    }
}
