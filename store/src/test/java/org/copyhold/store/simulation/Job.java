package org.copyhold.store.simulation;

import org.copyhold.store.blob.Retention;
import org.jspecify.annotations.Nullable;

import java.util.SortedMap;

/** Something to be done once, however many processes it takes. */
sealed interface Job {
    String id();

    /** The point that the job makes, moves or deletes, empty when there is none. */
    String point();

    /** The store that it makes it in or deletes it from. */
    int store();

    /**
     * Makes a point of files.
     *
     * @param kept how long nobody may be able to delete it; null for no such time
     */
    record Backup(
            String id,
            String point,
            int store,
            SortedMap<String, byte[]> files,
            @Nullable Retention kept)
            implements Job {}

    record Copy(
            String id, String point, int store, int from, String source, @Nullable Retention kept)
            implements Job {}

    /** Has a point kept from deletion that is there. */
    record Keep(String id, String point, int store, Retention kept) implements Job {}

    /** What no point needs goes; makes no point. */
    record Collection(String id, int store) implements Job {
        @Override
        public String point() {
            return "";
        }
    }

    record Deletion(String id, String point, int store) implements Job {}

    /** Hands a point of another store over to this one. */
    record Move(String id, String point, int store, int from) implements Job {}

    /** Reads a point and changes nothing. */
    record Restore(String id, String point, int store) implements Job {}
}
