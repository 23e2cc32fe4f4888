package org.copyhold.store.seal;

import org.copyhold.store.StoreException;

/** What a frame holds. */
public enum FrameType {
    CHUNK(1),
    PAGE(2);

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    /** The type's byte in frames and footers. */
    public int code() {
        return code;
    }

    /**
     * The type that a byte stands for.
     *
     * @throws StoreException.Corrupt when it stands for none
     */
    public static FrameType of(int code) {
        return switch (code) {
            case 1 -> CHUNK;
            case 2 -> PAGE;
            default ->
                    throw new StoreException.Corrupt(
                            "There is no frame of type " + code + ".",
                            "The bytes are damaged, or were written by a newer version of"
                                    + " Copyhold.");
        };
    }
}
