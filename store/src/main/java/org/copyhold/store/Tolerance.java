package org.copyhold.store;

import org.copyhold.store.blob.BlobStore;
import org.copyhold.store.record.StoreRecord;

/** Passes over what is wrong with one blob, but not over a store that is not to be read at all. */
public record Tolerance(BlobStore blobs) {
    /**
     * What is wrong with a blob, as a sentence.
     *
     * @throws StoreException the trouble itself, when it is the whole store's
     */
    public String told(StoreException trouble) {
        return switch (trouble) {
            case StoreException.Missing missing -> String.valueOf(missing.getMessage());
            case StoreException.Corrupt corrupt -> String.valueOf(corrupt.getMessage());
            case StoreException.Locked locked -> String.valueOf(locked.getMessage());
            case StoreException.Unavailable unreadable when answers() ->
                    String.valueOf(unreadable.getMessage());
            case StoreException.Unavailable away -> throw away;
            case StoreException.OutcomeUnknown unknown -> throw unknown;
        };
    }

    private boolean answers() {
        try {
            blobs.get(StoreRecord.NAME);
            return true;
        } catch (StoreException e) {
            return false; // the trouble at hand is told
        }
    }
}
