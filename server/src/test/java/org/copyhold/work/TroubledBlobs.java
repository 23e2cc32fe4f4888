package org.copyhold.work;

import org.copyhold.store.Interrupted;
import org.copyhold.store.StoreException;
import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.blob.Draft;
import org.copyhold.store.blob.ForwardingBlobs;
import org.copyhold.store.blob.Retention;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Other blobs, whose writers can be held up or find the disk full. */
final class TroubledBlobs extends ForwardingBlobs {
    volatile boolean isFull;

    /** After so many more deletions the process that deletes is killed. */
    final AtomicInteger deletionsLeft = new AtomicInteger(Integer.MAX_VALUE);

    /** Nothing can be written, for a reason that passes by itself. */
    volatile boolean isAway;

    /** Blobs that the disk does not give out any more. */
    final Set<String> unreadable = ConcurrentHashMap.newKeySet();

    /** Whether the storage keeps what it is asked to. */
    volatile boolean keeps;

    /** What it was asked to keep. */
    final Map<String, Retention> kept = new ConcurrentHashMap<>();

    private final AtomicReference<Runnable> beforePoint = new AtomicReference<>(() -> {});
    private final AtomicReference<Runnable> beforeKey = new AtomicReference<>(() -> {});
    private final AtomicReference<Runnable> beforeRead = new AtomicReference<>(() -> {});
    private volatile CountDownLatch reached = new CountDownLatch(1);
    private volatile CountDownLatch open = new CountDownLatch(0);

    TroubledBlobs(BlobStore blobs) {
        super(blobs);
    }

    @Override
    public boolean retains() {
        return keeps;
    }

    @Override
    public Retention retain(String name, Retention wanted) {
        if (!blobs.exists(name)) {
            throw new StoreException.Missing("There is no " + name + ".", "");
        }
        return kept.merge(name, wanted, Retention::and);
    }

    /** The blobs without the trouble. */
    BlobStore behind() {
        return blobs;
    }

    /** From now on whoever begins a blob waits. */
    void hold() {
        reached = new CountDownLatch(1);
        open = new CountDownLatch(1);
    }

    /** Returns when somebody waits. */
    void awaitHeld() throws InterruptedException {
        reached.await();
    }

    void release() {
        open.countDown();
    }

    /** Changes one bit of a blob. */
    void flip(String name, int at) {
        var content = blobs.get(name);
        content[at] ^= 1;
        blobs.replace(name, content);
    }

    @Override
    public boolean put(String name, byte[] content) {
        checkRoom();
        if (name.startsWith("points/")) {
            beforePoint.getAndSet(() -> {}).run();
        }
        if (name.startsWith("keys/")) {
            beforeKey.getAndSet(() -> {}).run();
        }
        return blobs.put(name, content);
    }

    /** Something happens once, before bytes of a pack are read. */
    void beforeTheNextRead(Runnable event) {
        beforeRead.set(event);
    }

    /** Something happens once, before a key is written. */
    void beforeTheNextKey(Runnable event) {
        beforeKey.set(event);
    }

    /** Something happens once, between the last look at a recovery point and its commit. */
    void beforeTheNextPoint(Runnable event) {
        beforePoint.set(event);
    }

    @Override
    public void replace(String name, byte[] content) {
        checkRoom();
        if (name.startsWith("points/")) {
            beforePoint.getAndSet(() -> {}).run();
        }
        blobs.replace(name, content);
    }

    @Override
    public byte[] get(String name) {
        checkReadable(name);
        return blobs.get(name);
    }

    @Override
    public long size(String name) {
        checkReadable(name);
        return blobs.size(name);
    }

    private void checkReadable(String name) {
        if (unreadable.contains(name)) {
            throw new StoreException.Unavailable(
                    "Cannot read " + name + " in " + describe() + ": Input/output error.",
                    "See the system's log.",
                    true,
                    null);
        }
    }

    @Override
    public int read(String name, long at, byte[] into, int offset, int length) {
        checkReadable(name);
        beforeRead.getAndSet(() -> {}).run();
        return blobs.read(name, at, into, offset, length);
    }

    @Override
    public boolean delete(String name) {
        var stays = kept.get(name);
        if (stays != null) {
            throw new StoreException.Kept(name + " is kept.", stays.until(), null);
        }
        if (deletionsLeft.getAndDecrement() == 0) {
            throw new Killed();
        }
        return blobs.delete(name);
    }

    @Override
    public Draft draft() {
        checkRoom();
        if (open.getCount() > 0) {
            reached.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new Interrupted();
            }
        }
        return blobs.draft();
    }

    /** The process ends here. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private void checkRoom() {
        if (isAway) {
            throw new StoreException.Unavailable(
                    "Store " + describe() + " cannot be reached.",
                    "Look at its network.",
                    true,
                    null);
        }
        if (isFull) {
            throw new StoreException.Unavailable(
                    "Store " + describe() + " is full.", "Make room.", false, null);
        }
    }
}
