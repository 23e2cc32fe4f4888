package org.copyhold.connect.linux;

/** What an item is. The codes are part of the format of metadata (docs/FORMAT.md, §8). */
public enum Kind {
    FILE(1, 0x8000, "file"),
    FOLDER(2, 0x4000, "folder"),
    SYMBOLIC_LINK(3, 0xA000, "symbolic link"),
    /** A further name of a file that came before. */
    HARD_LINK(4, 0, "hard link"),
    FIFO(5, 0x1000, "fifo"),
    SOCKET(6, 0xC000, "socket"),
    CHARACTER_DEVICE(7, 0x2000, "character device"),
    BLOCK_DEVICE(8, 0x6000, "block device");

    private static final int TYPE_BITS = 0xF000;

    private final int code;
    private final int typeBits;
    private final String words;

    Kind(int code, int typeBits, String words) {
        this.code = code;
        this.typeBits = typeBits;
        this.words = words;
    }

    /** The kind that a file's mode tells. */
    public static Kind ofMode(int mode) {
        for (var kind : values()) {
            if (kind != HARD_LINK && kind.typeBits == (mode & TYPE_BITS)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "No kind of file has mode " + Integer.toOctalString(mode));
    }

    public static Kind ofCode(int code) {
        for (var kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("No kind of file has code " + code);
    }

    public int code() {
        return code;
    }

    /** The type as the kernel writes it in a mode. */
    public int typeBits() {
        return typeBits;
    }

    public boolean isDevice() {
        return this == CHARACTER_DEVICE || this == BLOCK_DEVICE;
    }

    public boolean isLink() {
        return this == SYMBOLIC_LINK || this == HARD_LINK;
    }

    @Override
    public String toString() {
        return words;
    }
}
