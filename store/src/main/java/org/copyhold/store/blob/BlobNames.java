package org.copyhold.store.blob;

import org.copyhold.store.StoreException;
import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/** What a blob may be called, and what is said about one that is not there. */
public final class BlobNames {
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9_-][a-z0-9._-]*(/[a-z0-9_-][a-z0-9._-]*)*");
    private static final int MAX_LENGTH = 250;

    private BlobNames() {}

    /** The name itself; no name that passes here can lead out of a store. */
    public static String checked(String name) {
        if (!valid(name)) {
            throw new IllegalArgumentException("No blob can be called \"" + name + "\"");
        }
        return name;
    }

    /** Whether a blob can be called so. */
    public static boolean valid(String name) {
        return name.length() <= MAX_LENGTH && NAME.matcher(name).matches();
    }

    /** Refuses what cannot be the beginning of names. */
    public static void checkPrefix(String prefix) {
        if (prefix.isEmpty()) {
            return;
        }
        if (!prefix.endsWith("/")) {
            throw new IllegalArgumentException("A prefix ends with '/': \"" + prefix + "\"");
        }
        checked(prefix.substring(0, prefix.length() - 1));
    }

    /** Says that there is no such blob. */
    public static StoreException.Missing missing(
            BlobStore store, String name, @Nullable Throwable cause) {
        return new StoreException.Missing(
                "There is no " + name + " in " + store.describe() + ".",
                "Run \"copyhold store check --read-data\" to see what else is gone, and bring the"
                        + " file back from a copy of the store.",
                cause);
    }

    /** Refuses a record that is longer than any may be. */
    public static void checkRecordSize(BlobStore store, String name, long bytes) {
        if (bytes > BlobStore.MAX_RECORD_BYTES) {
            throw new StoreException.Corrupt(
                    name
                            + " in "
                            + store.describe()
                            + " has "
                            + bytes
                            + " bytes, more than a record may have.",
                    "Run \"copyhold store check --read-data\", and bring the file back from a copy"
                            + " of the store.");
        }
    }
}
