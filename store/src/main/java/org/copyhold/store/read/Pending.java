package org.copyhold.store.read;

import org.copyhold.store.Interrupted;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A frame on its way. Filled by one thread, awaited by one other. */
final class Pending<T> {
    private final Opening<T> opening;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    Pending(Opening<T> opening) {
        this.opening = opening;
    }

    Opening<T> opening() {
        return opening;
    }

    /** Opens the frame that lies in {@code bytes} from {@code at} on. */
    void open(byte[] bytes, int at) {
        result.complete(opening.open(bytes, at, opening.frameLength()));
    }

    void fail(Throwable why) {
        result.completeExceptionally(why);
    }

    /** What came out of the frame, as soon as it is there; throws what went wrong with it. */
    T get() {
        try {
            return result.get();
        } catch (InterruptedException e) {
            throw new Interrupted();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("A frame could not be opened", e.getCause());
        }
    }
}
