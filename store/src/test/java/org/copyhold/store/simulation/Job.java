package org.copyhold.store.simulation;

import java.util.SortedMap;

/** Something to be done once, however many processes it takes. */
sealed interface Job {
    String id();

    /** The point that the job makes, moves or deletes, empty when there is none. */
    String point();

    /** The store that it makes it in or deletes it from. */
    int store();

    record Backup(String id, String point, int store, SortedMap<String, byte[]> files)
            implements Job {}

    record Copy(String id, String point, int store, int from, String source) implements Job {}

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
