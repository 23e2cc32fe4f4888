package org.copyhold.store.write;

import org.copyhold.store.Interrupted;

import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The batches of an ingest: one being filled, some being sealed on threads of their own, taken back
 * in order. Used by one thread.
 */
final class Batches implements AutoCloseable {
    private final UnaryOperator<Batch> sealer;
    private final Consumer<Batch> recorder;
    private final int maxBuffers;
    private final ThreadPoolExecutor threads;
    private final ArrayDeque<byte[]> idle = new ArrayDeque<>();
    private final ArrayDeque<Future<Batch>> sealing = new ArrayDeque<>();
    private int buffers;
    private Batch filling;

    /**
     * Begins with an empty batch.
     *
     * @param sealer works on a batch, on any thread
     * @param recorder takes what the sealer gave, in order, on the caller's thread
     */
    Batches(UnaryOperator<Batch> sealer, Consumer<Batch> recorder, IngestOptions options) {
        this.sealer = sealer;
        this.recorder = recorder;
        this.maxBuffers =
                (int)
                        Math.clamp(
                                options.bytesInFlight() / Batch.BUFFER_BYTES,
                                2,
                                2L * options.threads() + 2);
        this.threads =
                new ThreadPoolExecutor(
                        options.threads(),
                        options.threads(),
                        1,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().name("store-seal-", 0).daemon().factory());
        this.threads.allowCoreThreadTimeOut(true);
        this.filling = new Batch(buffer());
    }

    /** The batch being filled. */
    Batch filling() {
        return filling;
    }

    /** Gives the batch being filled away to be sealed, and begins the next one. */
    void next() {
        Interrupted.check();
        submit();
        while (!sealing.isEmpty() && sealing.element().isDone()) {
            takeOldest();
        }
        filling = new Batch(buffer());
    }

    /** Returns when every batch is recorded; none can be filled any more. */
    void finish() {
        submit();
        while (!sealing.isEmpty()) {
            takeOldest();
        }
    }

    private void submit() {
        var batch = filling;
        if (batch.isEmpty()) {
            idle.add(batch.buffer());
        } else {
            sealing.add(threads.submit(() -> sealer.apply(batch)));
        }
    }

    private void takeOldest() {
        var batch = await(sealing.remove());
        recorder.accept(batch);
        idle.add(batch.buffer());
    }

    private byte[] buffer() {
        if (idle.isEmpty() && buffers < maxBuffers) {
            buffers++;
            return new byte[Batch.BUFFER_BYTES];
        }
        while (idle.isEmpty()) {
            takeOldest();
        }
        return idle.remove();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw new Interrupted();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("A batch could not be sealed", e.getCause());
        }
    }

    /** Returns when no thread works any more; what has not begun never will. */
    @Override
    public void close() {
        threads.getQueue().clear();
        threads.close();
    }
}
