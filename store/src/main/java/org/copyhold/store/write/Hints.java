package org.copyhold.store.write;

import org.copyhold.store.Interrupted;
import org.copyhold.store.chunk.Pid;
import org.copyhold.store.index.Index;
import org.copyhold.store.index.Known;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Tells the index what plaintexts were sealed as, many at once and on a thread beside. A hint may
 * be told before its frame is durable: it is used only where that frame can be held. Used by one
 * thread.
 */
final class Hints implements AutoCloseable {
    private static final int AT_ONCE = 1000;

    private final Index index;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("store-hints-", 0).daemon().factory());
    private Map<Pid, Known> waiting = new HashMap<>();
    private @Nullable Future<?> told;

    Hints(Index index) {
        this.index = index;
    }

    void add(Pid pid, Known sealed) {
        waiting.put(pid, sealed);
        if (waiting.size() >= AT_ONCE) {
            tell();
        }
    }

    /** Returns when the index knows everything. */
    void flush() {
        tell();
        await();
    }

    private void tell() {
        await();
        var some = waiting;
        waiting = new HashMap<>();
        told = some.isEmpty() ? null : thread.submit(() -> index.remember(some));
    }

    private void await() {
        try {
            if (told != null) {
                told.get();
            }
        } catch (InterruptedException e) {
            throw new Interrupted();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("Hints could not be told", e.getCause());
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
