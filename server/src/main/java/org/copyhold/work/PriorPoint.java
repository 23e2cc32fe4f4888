package org.copyhold.work;

import org.copyhold.connect.Item;
import org.copyhold.kit.Arn;
import org.copyhold.store.SealedStore;
import org.copyhold.store.StoreException;
import org.copyhold.store.Work;
import org.copyhold.store.read.BaseCursor;
import org.copyhold.store.seal.VaultKeys;
import org.copyhold.store.tree.BaseEntry;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;

/** The newest recovery point of a resource, from which unchanged items are taken. */
final class PriorPoint implements AutoCloseable {
    private final String point;
    private final BaseCursor cursor;
    private final Instant began;
    private final long sizeBytes;

    private PriorPoint(String point, BaseCursor cursor, Instant began, long sizeBytes) {
        this.point = point;
        this.cursor = cursor;
        this.began = began;
        this.sizeBytes = sizeBytes;
    }

    /**
     * Opens the newest point of a resource as a base, if there is one whose vault's key may be
     * used. One that cannot be opened is no reason to fail: everything is read then, and the
     * problems say so.
     */
    static Optional<PriorPoint> open(
            SealedStore store, Work work, Arn resource, Catalogue catalogue, Problems problems) {
        var newest = store.newest(resource.toString());
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        var id = newest.get().id();
        try {
            return catalogue
                    .vaults()
                    .findById(newest.get().vault())
                    .filter(vault -> !vault.isKeyDisabled())
                    .map(vault -> open(store, work, id, catalogue.keys(vault)));
        } catch (StoreException e) {
            problems.tell(trouble(id, e));
            return Optional.empty();
        }
    }

    private static PriorPoint open(SealedStore store, Work work, String id, VaultKeys keys) {
        var opened = store.unlock(work, id, keys);
        var began = BackupFacts.read(id, opened.metadata()).began();
        var cursor = new BaseCursor(store.blobs(), store.index(), work, opened.tree());
        return new PriorPoint(id, cursor, began, opened.tree().logicalBytes());
    }

    /** Bytes of all its content; the next backup will have about as many. */
    long sizeBytes() {
        return sizeBytes;
    }

    /** What the base has of an item that has certainly not changed, or null. */
    @Nullable BaseEntry unchanged(Item item) {
        var entry = cursor.seek(item.path());
        return entry != null && item.unchangedSince(entry.metadata(), began) ? entry : null;
    }

    /** Tells of trouble with the base; items behind it were read. */
    void tellTrouble(Problems problems) {
        cursor.trouble().ifPresent(e -> problems.tell(trouble(point, e)));
    }

    @Override
    public void close() {
        cursor.close();
    }

    private static String trouble(String point, StoreException e) {
        return "The earlier recovery point %s could not be compared with, so items were read that may not have changed: %s"
                .formatted(point, e.explained());
    }
}
