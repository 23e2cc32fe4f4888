package org.copyhold.store.index;

import org.copyhold.store.Interrupted;
import org.copyhold.store.blob.Reach;
import org.copyhold.store.pack.Footer;
import org.copyhold.store.pack.PackBuilder;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Publishes full packs of one job, a few at a time, on threads of its own. The first failure ends
 * all.
 */
final class PackPublisher implements AutoCloseable {
    private final PackClaims claims;
    private final Consumer<Footer> live;
    private final Transfers transfers;
    private final int inFlight;
    private final ExecutorService threads;
    private final Semaphore room;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicLong published = new AtomicLong();

    PackPublisher(PackClaims claims, Reach reach, Transfers transfers, Consumer<Footer> live) {
        this.claims = claims;
        this.live = live;
        this.transfers = transfers;
        this.inFlight = reach.transfers();
        this.room = new Semaphore(inFlight);
        this.threads =
                Executors.newFixedThreadPool(
                        inFlight / 2,
                        Thread.ofPlatform().name("pack-publisher-", 1).daemon().factory());
    }

    /** Takes a filled pack over, and waits while too many are on their way. */
    void publish(PackKind kind, PackBuilder pack) {
        begin(pack);
        threads.execute(
                () -> {
                    try (pack) {
                        if (failure.get() == null) {
                            var footer = pack.seal();
                            claims.write(
                                    kind,
                                    footer,
                                    ignored -> {
                                        pack.publish();
                                        return pack.crc32c();
                                    });
                            live.accept(footer);
                            published.incrementAndGet();
                        }
                    } catch (RuntimeException | Error e) {
                        failure.compareAndSet(null, e);
                    } finally {
                        transfers.end();
                        room.release();
                    }
                });
    }

    private void begin(PackBuilder pack) {
        try {
            room.acquire();
        } catch (InterruptedException e) {
            pack.close();
            throw new Interrupted();
        }
        try {
            transfers.begin();
        } catch (Interrupted e) {
            room.release();
            pack.close();
            throw e;
        }
    }

    /** Throws what went wrong, if anything did. */
    void check() {
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    /** Returns when every pack taken over is LIVE. */
    void await() {
        try {
            room.acquire(inFlight);
            room.release(inFlight);
        } catch (InterruptedException e) {
            throw new Interrupted();
        }
        check();
    }

    long published() {
        return published.get();
    }

    /** Packs under way are ended, not interrupted: that would break open files and connections. */
    @Override
    public void close() {
        claims.stop();
        threads.shutdown();
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
